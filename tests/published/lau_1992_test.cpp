// Lau J et al. Cumulative meta-analysis of therapeutic trials for myocardial infarction. New
// England Journal of Medicine 1992;327:248–254: streptokinase, deaths; counts of the 33 trials in
// figure 1, as R's package metadat carries them, in order of the year.
#include "steelyard/sensitivity/leave_out.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

TEST_CASE("Lau 1992: streptokinase had shown its benefit by 1973") {
  nlohmann::json counts;
  for (const auto& each : reference("studies"))
    if (each["view"] == "lau1992") counts = each;
  const std::vector<Study> trials = studies_of(counts);
  REQUIRE(trials.size() == 33);
  const Effects effects = compute_effects(trials, *find_measure("OR"));
  Method method;
  method.model = Model::common;
  method.pooling = find_row(pooling_methods(), "mantel-haenszel");
  const Refitter refitter(effects, method);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < refitter.members(); ++i) order.push_back(i);
  const auto answers = cumulative(refitter, order);
  // Abstract: "achieved in 1973, after only eight trials involving 2432 patients": odds ratio 0.74,
  // 95% interval 0.59 to 0.92.
  double people = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto& table = *trials[i].as<TwoByTwo>();
    people += table.e_n + table.c_n;
  }
  CHECK(people == 2432);
  CHECK(std::abs(std::exp(*answers[7].estimate) - 0.74) < 0.005);
  CHECK(std::abs(std::exp(answers[7].interval->low) - 0.59) < 0.005);
  CHECK(std::abs(std::exp(answers[7].interval->high) - 0.92) < 0.005);
  for (std::size_t i = 7; i < answers.size(); ++i) CHECK(answers[i].interval->high < 0);
}

}  // namespace steelyard::support
