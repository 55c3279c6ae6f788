// Tests of heterogeneity, and the Cochran–Mantel–Haenszel test.
#include "steelyard/pool/heterogeneity_tests.h"

#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace {

// Counts of all studies, as pooling from counts takes them.
std::vector<Data> tables_of(const Effects& effects) {
  std::vector<Data> tables = effects.data;
  for (const WithoutEffect& each : effects.without_effect) tables.push_back(each.data);
  return tables;
}

void add(FurtherFinding& result, const std::string& prefix, const std::string& label,
         const std::optional<ChiSquaredTest>& test) {
  const auto value = [&](double ChiSquaredTest::*part) -> std::optional<double> {
    return test ? std::optional(*test.*part) : std::nullopt;
  };
  result.quantities.push_back({prefix + "statistic", label, value(&ChiSquaredTest::statistic)});
  result.quantities.push_back(
      {prefix + "df", "degrees of freedom", value(&ChiSquaredTest::df), QuantityKind::df});
  result.quantities.push_back({prefix + "p", "P", value(&ChiSquaredTest::p), QuantityKind::p_value});
}

FurtherFinding cochran_q(const FurtherInput& input) {
  FurtherFinding result;
  std::optional<ChiSquaredTest> test;
  if (const auto& h = input.finding.synthesis.heterogeneity)
    test = ChiSquaredTest{h->q, h->q_df, h->q_p};
  else
    result.notes.push_back({"too-few", "fewer than two studies have an effect"});
  add(result, "", "Q", test);
  return result;
}

FurtherFinding likelihood_ratio(const FurtherInput& input) {
  const Effects& effects = input.finding.effects;
  FurtherFinding result;
  const auto full = likelihood_ratio_test(effects.y, effects.v, false);
  const auto restricted = likelihood_ratio_test(effects.y, effects.v, true);
  if (!full || !restricted)
    result.notes.push_back({"not-computed", "the test needs two studies whose effects are not too "
                                            "far apart for their variances"});
  add(result, "ml_", "LR, maximum likelihood", full);
  add(result, "reml_", "LR, restricted maximum likelihood", restricted);
  return result;
}

FurtherFinding mantel_haenszel_test(const FurtherInput& input) {
  FurtherFinding result;
  std::string why;
  const std::vector<Data> tables = tables_of(input.finding.effects);
  const auto plain = cochran_mantel_haenszel(tables, false, why);
  const auto corrected = cochran_mantel_haenszel(tables, true, why);
  if (!plain) result.notes.push_back({"not-computed", why});
  add(result, "", "χ²", plain);
  add(result, "corrected_", "χ² with continuity correction", corrected);
  return result;
}

FurtherFinding common_odds_ratio(const FurtherInput& input, bool tarone) {
  FurtherFinding result;
  std::string why;
  const auto tests = common_odds_ratio_tests(tables_of(input.finding.effects), why);
  std::optional<ChiSquaredTest> test;
  if (tests)
    test = tarone ? tests->tarone : tests->breslow_day;
  else
    result.notes.push_back({"not-computed", why});
  add(result, "", "χ²", test);
  return result;
}

FurtherFinding breslow_day(const FurtherInput& input) {
  return common_odds_ratio(input, false);
}
FurtherFinding tarone(const FurtherInput& input) {
  return common_odds_ratio(input, true);
}

}  // namespace

namespace further {
extern const FurtherAnalysis heterogeneity_q{
    .id = "q",
    .label = "Cochran's Q",
    .source = "cochran1954",
    .setting = "heterogeneity",
    .group = "heterogeneity_tests",
    .asked = Asked::by_id,
    .compute = cochran_q,
};
extern const FurtherAnalysis heterogeneity_likelihood_ratio{
    .id = "lrt",
    .label = "likelihood ratio test of τ² = 0",
    .source = "viechtbauer2007tests",
    .setting = "heterogeneity",
    .group = "heterogeneity_tests",
    .asked = Asked::by_id,
    .compute = likelihood_ratio,
};
extern const FurtherAnalysis heterogeneity_mantel_haenszel{
    .id = "cmh",
    .label = "Cochran–Mantel–Haenszel test of no effect",
    .source = "mantel1959",
    .setting = "heterogeneity",
    .group = "heterogeneity_tests",
    .asked = Asked::by_id,
    .compute = mantel_haenszel_test,
};
extern const FurtherAnalysis heterogeneity_breslow_day{
    .id = "breslow-day",
    .label = "Breslow–Day test of a common odds ratio",
    .source = "breslow1980",
    .setting = "heterogeneity",
    .group = "heterogeneity_tests",
    .asked = Asked::by_id,
    .compute = breslow_day,
};
extern const FurtherAnalysis heterogeneity_tarone{
    .id = "tarone",
    .label = "Tarone test of a common odds ratio",
    .source = "tarone1985",
    .setting = "heterogeneity",
    .group = "heterogeneity_tests",
    .asked = Asked::by_id,
    .compute = tarone,
};
}  // namespace further

}  // namespace steelyard
