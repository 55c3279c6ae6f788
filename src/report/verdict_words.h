// The sentences of a verdict, for reviewers and for patients.
#pragma once
#include <string>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// The technical sentence of an appraisal.
std::string technical_sentence(const SectionContext& context, const Appraisal& appraisal);

/// The plain sentences of an appraisal: no statistics words, counts of people.
std::string plain_sentences(const SectionContext& context, const Appraisal& appraisal);

/// What the printed numbers of the claim allow: "149 to 151 of 200 fit the printed 75%".
std::string arithmetic_sentence(const SectionContext& context, const Appraisal& appraisal);

/// The finding that a claim is set against; null if there is none.
const AnalysisFinding* linked_finding(const Findings& findings, const Appraisal& appraisal);

}  // namespace steelyard
