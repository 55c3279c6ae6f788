// Effects and variances of every study of every reference view, against metafor 5.0-1.
#include <map>

#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

ZeroCells zero_cells(const std::string& variant) {
  if (variant == "add-0.1") return {.add = 0.1};
  if (variant == "add-all") return {.to = AddTo::all};
  if (variant == "add-if0all") return {.to = AddTo::if0all};
  if (variant == "add-none") return {.to = AddTo::none};
  if (variant == "drop00") return {.drop00 = true};
  return {};
}

// A difference of two rounded logarithms is only as exact as the logarithms.
constexpr double size_of_logs = 0.1;

}  // namespace

TEST_CASE("Effects and variances agree with metafor for every study and zero cell setting") {
  std::map<std::string, nlohmann::json> views;
  for (const auto& view : reference("studies")) views[view["view"]] = view;
  int checked = 0;
  for (const auto& record : reference("effects")) {
    const std::string code = record["measure"], variant = record["variant"], name = record["view"];
    CAPTURE(name, code, variant);
    const auto studies = studies_of(views.at(name));
    const auto effects = compute_effects(studies, *find_measure(code), zero_cells(variant));
    const auto y = numbers(record["yi"]), v = numbers(record["vi"]);
    std::size_t at = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      CAPTURE(i, y[i], v[i]);
      bool usable = std::isfinite(y[i]) && std::isfinite(v[i]) && v[i] > 0;
      // metafor turns a table without people (0, 0, 0, 0) into an effect by the correction alone;
      // a study of nobody says nothing, and we leave it out.
      if (name == "caffeine" && i == 2) usable = false;
      const bool ours = at < effects.study.size() && effects.study[at] == i;
      REQUIRE(ours == usable);
      if (!usable) continue;
      const auto here = static_cast<Eigen::Index>(at);
      CHECK(apart(effects.y[here], y[i], size_of_logs) < closed_form);
      CHECK(apart(effects.v[here], v[i]) < closed_form);
      ++at;
      ++checked;
    }
    CHECK(effects.study.size() + effects.left_out.size() == studies.size());
    for (const auto& left : effects.left_out) CHECK_FALSE(left.reason.empty());
  }
  CHECK(checked > 5000);
}

}  // namespace steelyard::support
