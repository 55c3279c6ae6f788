// The strip of a claim: its verdict, who signed it, what fails, what it may do.
#pragma once
#include "steelyard/report/compose.h"

namespace steelyard {

/// The verdict in words: its label, or the name that its reason gives it.
std::string verdict_name(const Phrases& say, const Appraisal& appraisal);

/// "◇ Uncertain": a shape and the label, readable without colour.
std::string verdict_strip(const Phrases& say, const Appraisal& appraisal);

/// "DRAFT until signed …", or who signed.
std::string signing_line(const Phrases& say, const Claim& claim);

/// Failed items of the checklist in words, most consequential first; those of the references with how
/// many of them.
std::vector<std::string> failed_items(const Phrases& say, const Claim& claim, const Appraisal& appraisal);

/// The reply of the claimant as a sentence of the reviewers; empty where they give none.
std::string reply_text(const Claim& claim);

/// True where acting on the claim may lead somebody to stop a medicine.
bool may_replace_care(const Claim& claim, const Appraisal& appraisal);

/// True where nothing could be set against the claim as it is written.
bool cannot_be_checked(const Appraisal& appraisal);

/// True where the claim itself gives numbers to compute with.
bool has_own_numbers(const Appraisal& appraisal);

/// True where the annex holds a table of this claim.
bool has_annex(const Appraisal& appraisal);

/// True where any verdict of the review awaits a signature.
bool awaits_signature(const Findings& findings);

/// True if there are claims, and each is signed by both.
bool all_signed(const Findings& findings);

}  // namespace steelyard
