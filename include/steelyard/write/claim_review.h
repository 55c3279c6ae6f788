/// Signed verdicts for fact-check search: ClaimReview of schema.org, as JSON-LD.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// The organisation that publishes the verdicts.
struct Publisher {
  std::string name;
  std::string url;  ///< of its appraisals; that of one is url/slug/claim. Empty: left out
};

/// One ClaimReview for each claim whose verdict is signed, in their order; "[]" if none is.
///
/// There is no rating value: verdicts do not lie on a line from false to true. Nothing is quoted and
/// nobody is named but the claimant and the publisher.
/// Takes:  `explanations`, the plain sentences of each appraisal, in the order of Findings::claims
/// Source: the project's claim specification, section 6.2; https://schema.org/ClaimReview
std::string write_claim_review(const Findings& findings, const Publisher& publisher,
                               const std::vector<std::string>& explanations);

}  // namespace steelyard
