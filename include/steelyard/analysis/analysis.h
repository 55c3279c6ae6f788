/// Review → Findings.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// One analysis of studies under a plan: effects, pooling, subgroups, display units.
/// Never fails: what cannot be computed is absent, with a note in `synthesis.notes`.
AnalysisFinding analyse_studies(const std::vector<Study>& studies, const Plan& plan);

/// Everything the review asks for.
///
/// `date` is printed on the reports; if absent, the newest date in the review itself.
/// `threads`: among which claims are shared out where there are many; the findings are the same.
/// Notices: errors for settings that name nothing; notes of fits as warnings.
Findings analyse(Review review, std::optional<Date> date, unsigned threads = 1);

/// Few studies are a fact to know, which reports state; anything else a fit has to say is a warning.
Severity severity_of(const FitNote& note);

/// What is wrong if no row of a table gives what the measure needs; empty if some does, or if no row
/// has any numbers at all.
std::string wanted_shape(const AnalysisFinding& finding, const std::vector<Study>& studies);

/// The newest date that stands in a review.
std::optional<Date> newest_date(const Review& review);

/// Compares findings with the published results in `Review::expected`.
/// Notices: an error for each number outside its tolerance.
Notices compare_with_expected(const Findings& findings);

/// A number of an analysis by its dotted name in results.json ("display.ci_low",
/// "heterogeneity.i2"); absent if there is none.
std::optional<double> quantity(const AnalysisFinding& finding, std::string_view name);

}  // namespace steelyard
