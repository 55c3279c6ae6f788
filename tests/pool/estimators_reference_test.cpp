// Estimators of τ² by generalised Q and by medians, and pooling with own weights, against metafor 5.0-1.
#include <map>

#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/distributions.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// Proportions of one view have variances near 1e-9, where metafor's iterations stop early.
bool stopped_early(const nlohmann::json& record) {
  return record["view"] == "crisafulli2020" && record["measure"] == "PR";
}

double small_beside(const Eigen::ArrayXd& variances) {
  std::vector<double> v(variances.begin(), variances.end());
  std::ranges::sort(v);
  return 1e-3 * v[v.size() / 2];
}

}  // namespace

TEST_CASE("Median-unbiased, iterated and generalised Q estimators agree with metafor") {
  std::map<std::pair<std::string, std::string>, Effects> effects;
  for (const auto& record : reference("pooling"))
    effects[{record["view"], record["measure"]}] =
        effects_of(numbers(record["yi"]), numbers(record["vi"]));
  int checked = 0;
  for (const auto& record : reference("estimators")) {
    const std::string view = record["view"], measure = record["measure"];
    Effects e = effects.at({view, measure});
    if (!(e.v > 0).all()) continue;
    e.weights = e.v.sqrt().inverse();
    const double small = small_beside(e.v);
    for (const auto& fit : record["fits"]) {
      const std::string code = fit["method"];
      CAPTURE(view, measure, code);
      const Tau2Estimator* row = find_row(tau2_estimators(), code);
      REQUIRE(row);
      const Tau2 ours = row->estimate(e.y, e.v);
      const double peer = number(fit["tau2"]);
      CHECK(ours.converged);
      if (!stopped_early(record)) CHECK(apart(ours.value, peer, small) < iterated);
      if (apart(ours.value, peer, small) < 1e-9) {
        REQUIRE(ours.se);
        CHECK(apart(*ours.se, number(fit["se_tau2"])) < iterated);
      }
      ++checked;
      if (code != "GENQ") continue;
      Method method;
      method.pooling = find_row(pooling_methods(), "weights");
      method.fixed_tau2 = peer;
      method.interval = find_row(interval_methods(), "hartung-knapp");
      const Synthesis s = pool(e, method);
      const double width = number(fit["ub"]) - number(fit["lb"]);
      REQUIRE(s.interval);
      CHECK(apart(*s.estimate, number(fit["b"]), width) < closed_form);
      CHECK(apart(*s.se, number(fit["se"])) < closed_form);
      CHECK(apart(s.interval->se, number(fit["knha"])) < closed_form);
      CHECK(apart(s.interval->low, number(fit["lb"]), width) < closed_form);
      CHECK(apart(s.interval->high, number(fit["ub"]), width) < closed_form);
    }
  }
  CHECK(checked > 580);
}

}  // namespace steelyard::support
