// Outcomes that point the other way than the one a claim is set against.
#pragma once
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

struct OtherOutcome {
  const AnalysisFinding* finding = nullptr;
  bool toward_treatment = false;
};

/// Rated or shown outcomes of the same two groups whose estimate leans the other way than that of
/// the linked analysis, in the order of the review. None where the linked analysis does not lean.
/// Source: the project's claim specification, section 4.4, "Several outcomes"
std::vector<OtherOutcome> other_outcomes(const Findings& findings, const Appraisal& appraisal);

/// "Other outcomes: …" for reviewers, with estimates; empty if there are none.
std::string other_outcomes_line(const SectionContext& context, const Appraisal& appraisal);

/// The same for patients, in counts of people; the first few.
std::string plain_other_outcomes(const SectionContext& context, const Appraisal& appraisal);

/// Unwanted events beside that of a claim of safety which were seen more often with the treatment.
std::vector<const AnalysisFinding*> unwanted_beside(const Findings& findings,
                                                    const Appraisal& appraisal);

}  // namespace steelyard
