// How the settings of the claim layer are told.
#pragma once
#include <string>

#include "steelyard/analysis/findings.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"

namespace steelyard {

/// "95%": of the intervals by which claims are judged, and of what another group is expected to show.
std::string judged_level(const Findings& findings);
std::string expected_level(const Findings& findings);

/// Of a row that holds ranges of both kinds: "95%", or "95% (expected: 90%)".
std::string range_level(const Phrases& say, const Findings& findings);

/// "0.5", "1.0", "0.25".
std::string prior_text(double sd);

/// The name of a route to a difference, by its id in results.json.
std::string route_name(const Phrases& say, const std::string& id);

/// Which settings the reviewers set; empty where all are the program's.
std::string changed_settings(const Phrases& say, const ClaimRules& rules);

/// Who chose the thresholds that the comparison of a claim is judged by; or that nobody did.
std::string threshold_source(const SectionContext& context, const Appraisal& appraisal);

/// What is printed of the settings in the methods; `care`: those of standard care were used too.
std::string settings_text(const Phrases& say, const ClaimRules& rules, bool care);

}  // namespace steelyard
