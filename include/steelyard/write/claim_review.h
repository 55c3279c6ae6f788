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

/// A verdict as it is read without its page.
struct RatedClaim {
  std::string label;        ///< as the documents print it: "Not tested in place of other care"
  std::string explanation;  ///< in plain words
};

/// Signed, and judged: evidence that is not extracted yet gives no verdict.
bool is_publishable(const Appraisal& appraisal);

/// One ClaimReview for each claim with a publishable verdict, in their order; "[]" if there is none.
///
/// There is no rating value: verdicts do not lie on a line from false to true. Nothing is quoted and
/// nobody is named but the claimant and the publisher.
/// Takes:  `rated`, the words for each appraisal, in the order of Findings::claims
/// Source: the project's claim specification, section 6.2; https://schema.org/ClaimReview
std::string write_claim_review(const Findings& findings, const Publisher& publisher,
                               const std::vector<RatedClaim>& rated);

}  // namespace steelyard
