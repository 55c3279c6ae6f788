// Leave-one-out, cumulative meta-analysis and diagnostics against metafor on published data.
#include <cstdlib>
#include <map>
#include <numeric>

#include "steelyard/sensitivity/influence.h"
#include "steelyard/sensitivity/leave_out.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

struct Tally {
  int values = 0, apart = 0;
  double largest = 0;
};

// Compares each number of a list with ours; `small` is the size at which a number counts as zero.
class Comparison {
 public:
  Comparison(const nlohmann::json& record) : record_(&record) {}

  template <class Ours>
  void list(const std::string& part, const std::string& key, double small, const Ours& ours) {
    if (!record_->contains(part) || !(*record_)[part].contains(key)) return;
    const auto theirs = numbers((*record_)[part][key]);
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      if (std::isnan(theirs[i])) continue;  // metafor's fit failed
      const std::optional<double> own = ours(i);
      const double distance = own ? apart(*own, theirs[i], small) : HUGE_VAL;
      Tally& tally = tallies[part + "." + key];
      ++tally.values;
      tally.largest = std::max(tally.largest, distance);
      if (distance <= iterated) continue;
      ++tally.apart;
      if (std::getenv("STEELYARD_SHOW") != nullptr)
        WARN((*record_)["view"] << " " << (*record_)["measure"] << " " << part << "." << key << "["
                                << i << "] ours " << own.value_or(std::nan("")) << " theirs "
                                << theirs[i] << " apart " << distance);
    }
  }

  static std::map<std::string, Tally> tallies;

 private:
  const nlohmann::json* record_;
};
std::map<std::string, Tally> Comparison::tallies;

void compare_refits(Comparison& with, const std::string& part, const std::vector<Refit>& refits,
                    double unit) {
  const double effect = 1e-4 * std::sqrt(unit);
  const auto at = [&](std::size_t i) -> const Refit& { return refits[i]; };
  with.list(part, "b", effect, [&](auto i) { return at(i).estimate; });
  with.list(part, "se", 0,
            [&](auto i) { return at(i).interval ? std::optional(at(i).interval->se) : at(i).se; });
  const auto of = [&](auto member) {
    return [&, member](std::size_t i) {
      return at(i).interval ? std::optional((*at(i).interval).*member) : std::nullopt;
    };
  };
  with.list(part, "stat", 1e-4, of(&Interval::statistic));
  with.list(part, "p", 1e-300, of(&Interval::p));
  with.list(part, "lb", effect, of(&Interval::low));
  with.list(part, "ub", effect, of(&Interval::high));
  // Of one study, metafor gives no heterogeneity as 0, 1 and P = 1.
  with.list(part, "Q", 1e-4, [&](auto i) { return at(i).k == 1 ? 0 : at(i).q; });
  with.list(part, "Qp", 1e-300, [&](auto i) { return at(i).k == 1 ? 1 : at(i).q_p; });
  // Where the maximum is at 0, metafor stops a little above it: τ² counts beside the variances.
  with.list(part, "tau2", 0.1 * unit, [&](auto i) { return at(i).k == 1 ? 0 : at(i).tau2; });
  with.list(part, "I2", 1, [&](auto i) { return at(i).k == 1 ? 0 : at(i).i2; });
  with.list(part, "H2", 1e-4, [&](auto i) { return at(i).k == 1 ? 1 : at(i).h2; });
}

Method method_of(const std::string& name) {
  Method method;
  if (name == "EE") method.model = Model::common;
  if (name == "DL") method.tau2 = find_row(tau2_estimators(), "DL");
  if (name == "REML_knha") method.interval = find_row(interval_methods(), "hartung-knapp");
  return method;
}

}  // namespace

TEST_CASE("Leave-one-out, cumulative pooling and diagnostics agree with metafor") {
  Comparison::tallies.clear();
  for (const auto& record : reference("sensitivity")) {
    Comparison with(record);
    const Effects effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
    const double unit = effects.v.minCoeff();
    for (const std::string name : {"EE", "DL", "REML", "REML_knha"}) {
      const Refitter refitter(effects, method_of(name));
      compare_refits(with, "leave1out_" + name, leave_one_out(refitter), unit);
      if (!record.contains("cumul_" + name)) continue;
      std::vector<std::size_t> order(refitter.members());
      std::iota(order.begin(), order.end(), std::size_t{0});
      const auto& cumul = record["cumul_" + name];
      if (cumul.contains("order")) order = cumul["order"].get<std::vector<std::size_t>>();
      compare_refits(with, "cumul_" + name, cumulative(refitter, order), unit);
    }
    std::string why;
    const auto studies = influence(effects, {}, why);
    const auto of = [&](auto member) {
      return [&, member](std::size_t i) -> std::optional<double> { return studies[i].*member; };
    };
    const std::string part = "influence_REML";
    with.list(part, "rstudent", 1e-4, of(&StudyInfluence::rstudent));
    // poole2003 SMD, study 16: a shift of 2e-3 standard errors, which metafor takes from the
    // difference of two estimates whose τ² it stopped early, differs by 1e-8 of itself.
    with.list(part, "dffits", 1e-2, of(&StudyInfluence::dffits));
    with.list(part, "cook_d", 1e-5, of(&StudyInfluence::cook));
    with.list(part, "cov_r", 0, of(&StudyInfluence::cov_ratio));
    with.list(part, "tau2_del", 0.1 * unit,
              [&](auto i) { return effects.k() == 2 ? 0 : studies[i].tau2_without; });
    with.list(part, "QE_del", 1e-4,
              [&](auto i) { return effects.k() == 2 ? 0 : studies[i].q_without; });
    with.list(part, "hat", 0, of(&StudyInfluence::hat));
    with.list(part, "weight_pct", 0, [&](auto i) { return std::optional(100 * *studies[i].hat); });
    with.list(part, "dfbetas", 1e-2, of(&StudyInfluence::dfbetas));
    if (record[part].contains("is_infl"))
      for (std::size_t i = 0; i < studies.size(); ++i) {
        if (record[part]["is_infl"][i].is_null()) continue;
        INFO(record["view"] << " " << record["measure"] << " " << i);
        CHECK(studies[i].influential == record[part]["is_infl"][i].get<bool>());
      }
    with.list("rstandard_REML", "resid", 1e-4 * std::sqrt(unit), of(&StudyInfluence::residual));
    with.list("rstandard_REML", "se", 0, of(&StudyInfluence::residual_se));
    with.list("rstandard_REML", "z", 1e-4, of(&StudyInfluence::rstandard));
    with.list("baujat_REML", "x", 1e-6, of(&StudyInfluence::baujat_x));
    with.list("baujat_REML", "y", 1e-5, of(&StudyInfluence::baujat_y));
    const auto blups = best_predictions(effects, {}, why);
    const auto blup = [&](auto member) {
      return [&, member](std::size_t i) { return std::optional(blups[i].*member); };
    };
    const double effect = 1e-4 * std::sqrt(unit);
    with.list("blup_REML", "pred", effect, blup(&StudyPrediction::estimate));
    with.list("blup_REML", "se", 0, blup(&StudyPrediction::se));
    with.list("blup_REML", "lb", effect, blup(&StudyPrediction::low));
    with.list("blup_REML", "ub", effect, blup(&StudyPrediction::high));
  }
  int values = 0, wrong = 0;
  for (const auto& [name, tally] : Comparison::tallies) {
    values += tally.values;
    wrong += tally.apart;
    INFO(name << ": " << tally.apart << " of " << tally.values << ", largest " << tally.largest);
    if (std::getenv("STEELYARD_SHOW") != nullptr)
      WARN(name << ": " << tally.apart << " of " << tally.values << ", largest " << tally.largest);
  }
  CHECK(values > 10000);
  CHECK(wrong == 0);
}

}  // namespace steelyard::support
