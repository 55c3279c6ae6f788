// Published pooled results that a review must reproduce.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "steelyard/analysis/analysis.h"
#include "steelyard/base/text.h"

namespace steelyard {

std::optional<double> quantity(const AnalysisFinding& finding, std::string_view name) {
  const auto shown = [&](double Shown::*part) -> std::optional<double> {
    return finding.pooled ? std::optional(*finding.pooled.*part) : std::nullopt;
  };
  if (name == "display.estimate") return shown(&Shown::estimate);
  if (name == "display.ci_low") return shown(&Shown::low);
  if (name == "display.ci_high") return shown(&Shown::high);
  if (name == "display.prediction_low" && finding.prediction) return finding.prediction->low;
  if (name == "display.prediction_high" && finding.prediction) return finding.prediction->high;
  if (name == "ci_low" && finding.synthesis.interval) return finding.synthesis.interval->low;
  if (name == "ci_high" && finding.synthesis.interval) return finding.synthesis.interval->high;
  if (name == "estimate") return finding.synthesis.estimate;
  if (name == "se") return finding.synthesis.se;
  if (name == "k") return finding.synthesis.k;
  if (name == "p" && finding.synthesis.interval) return finding.synthesis.interval->p;
  if (!finding.synthesis.heterogeneity) return std::nullopt;
  const Heterogeneity& h = *finding.synthesis.heterogeneity;
  if (name == "heterogeneity.tau2") return h.tau2;
  if (name == "heterogeneity.q") return h.q;
  if (name == "heterogeneity.q_p") return h.q_p;
  if (name == "heterogeneity.i2") return h.i2;
  if (name == "heterogeneity.i2_from_q") return h.i2_from_q;
  if (name == "heterogeneity.h2") return h.h2;
  return std::nullopt;
}

Notices compare_with_expected(const Findings& findings) {
  Notices notices;
  for (const Expected& expected : findings.review.expected) {
    const auto finding = std::ranges::find_if(findings.analyses, [&](const AnalysisFinding& each) {
      return findings.review.analyses[each.request].id == expected.analysis;
    });
    std::string is = "not computed";
    if (finding != findings.analyses.end()) {
      const auto value = quantity(*finding, expected.quantity);
      if (value && std::abs(*value - expected.value) <= expected.tolerance) continue;
      if (value) is = shortest(*value);
    }
    notices.push_back(
        {Severity::error, expected.where,
         fmt::format("{}: {} is {}, but must be {} ± {} ({})", expected.analysis, expected.quantity,
                     is, shortest(expected.value), shortest(expected.tolerance), expected.source),
         "", 0, ""});
  }
  return notices;
}

}  // namespace steelyard
