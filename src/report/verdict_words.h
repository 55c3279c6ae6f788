// The sentences of a verdict, for reviewers and for patients.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/report/compose.h"

namespace steelyard {

/// The technical sentence of an appraisal.
std::string technical_sentence(const SectionContext& context, const Appraisal& appraisal);

/// In place of it for a claim whose comparison has been told: that of `other`, and what differs.
std::string same_comparison(const SectionContext& context, const Appraisal& appraisal,
                            const std::string& other);

/// The plain sentences of an appraisal: no statistics words, counts of people.
std::string plain_sentences(const SectionContext& context, const Appraisal& appraisal);

/// Where the interval lies, in words. For a claim of harm the scale is mirrored.
std::string position_name(const Phrases& say, Position position, bool harm_claim);

/// Sentences about what usual care is expected to show; "" where nothing can be said.
std::string beside_text(const SectionContext& context, const Appraisal& appraisal,
                        const std::string& key);
/// What a background fact is compared with.
std::string fact_text(const SectionContext& context, const Appraisal& appraisal,
                      const std::string& key);
/// What the people who were lost leave open; "" where none were.
std::string attrition_text(const SectionContext& context, const Appraisal& appraisal,
                           const std::string& key);

/// What the printed numbers of the claim allow: "149 to 151 of 200 fit the printed 75%".
std::string arithmetic_sentence(const SectionContext& context, const Appraisal& appraisal);

/// "no_number" or "number_unchecked", where evidence backs a claim whose number nothing was held
/// against; otherwise "".
std::string unchecked_number(const Claim& claim, const Appraisal& appraisal);

/// Decimals with which the claim prints its percentage; 0 without one.
int printed_decimals(const Claim& claim);

/// The events of a claim as a percentage of its group, with as many decimals as it prints.
std::string printed_share(const Claim& claim);

/// When the linked trials counted: "48", "24 to 104"; "" if not known.
std::string linked_weeks(const Findings& findings, const Appraisal& appraisal);

/// The finding that a claim is set against; null if there is none.
const AnalysisFinding* linked_finding(const Findings& findings, const Appraisal& appraisal);

}  // namespace steelyard
