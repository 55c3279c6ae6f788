// What the words of a claim say other than its record, and what its record lacks.
#include "analysis/claim_notices.h"

#include <algorithm>

#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/illness.h"
#include "steelyard/claim/sentence.h"

namespace steelyard {

namespace {

// Whether the paraphrase prints the record's own number, as a limit that the record does not tell of.
std::string unrecorded_limit(const Claim& claim) {
  if (claim.type != "safety_rate" || !claim.bound.empty()) return "";
  if (claim.percent_text.empty() && !(claim.events && claim.n)) return "";
  const SentenceReading reading = read_sentence(claim.paraphrase);
  if (!reading.refusal.empty() || reading.bound == Bound::none) return "";
  const Claim& said = reading.claim;
  const bool same = claim.percent_text.empty() ? said.events == claim.events && said.n == claim.n
                                               : said.percent_text == claim.percent_text;
  if (!same) return "";
  return reading.bound == Bound::fewer_than || reading.bound == Bound::up_to ? "at_most" : "at_least";
}

// Of an illness that the review of the linked analysis does not study.
bool of_other_disease(const Review& review, const Claim& claim) {
  const AnalysisRequest* linked = review.analysis(claim.against);
  const Outcome* outcome = linked == nullptr ? nullptr : review.outcome(linked->outcome);
  return outcome != nullptr && other_disease(claim, review, *outcome, *linked);
}

// Words about doing without other care, beside trials that may have kept it.
bool unrecorded_replacement(const Appraisal& appraisal, const Claim& claim) {
  return claim.add_on.empty() && !claim.against.empty() &&
         std::ranges::find(appraisal.flags, "SUBSTITUTION_CLAIM") != appraisal.flags.end();
}

// Fields that a signed record must have and this one has not. What has no address has no url, and what cannot
// be recorded of an effect stands in words: "not stated", "unclear", "unknown".
// Source: the project's claim specification, sections 2.1 and 2.2
std::vector<std::string_view> missing_fields(const Claim& claim) {
  std::vector<std::string_view> missing;
  const auto ask = [&](std::string_view key, bool given) {
    if (!given) missing.push_back(key);
  };
  ask("url", !claim.url.empty());
  ask("date_seen", claim.date_seen.has_value());
  ask("snapshot_sha256", !claim.snapshot_sha256.empty());
  ask("language", !claim.language.empty());
  ask("asserted_direction", !claim.asserted_direction.empty());
  ask("asserted_size", !claim.asserted_size.empty());
  ask("attribution", !claim.attribution.empty());
  const bool of_people = is_one_of(claim.type, {"response_proportion", "comparative", "durability",
                                                "efficacy_vague", "safety_zero", "safety_rate"});
  if (!of_people) return missing;
  ask("population", !claim.population.empty());
  ask("intervention", !claim.intervention.empty());
  ask("comparator_stated", !claim.comparator_stated.empty());
  ask("outcome_text", !claim.outcome_text.empty());
  ask("assessor", !claim.assessor.empty());
  return missing;
}

// One warning for a review: signed verdicts are published, and whoever reads one must find what was judged.
void tell_of_missing_fields(Findings& findings) {
  constexpr std::size_t most_told = 10;
  std::string told;
  std::size_t lacking = 0;
  Place first;
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (!appraisal.is_signed) continue;
    const std::vector<std::string_view> missing = missing_fields(claim);
    if (missing.empty()) continue;
    if (told.empty()) first = claim.where;
    if (++lacking > most_told) continue;
    told += (told.empty() ? "" : "; ") + claim.id + " lacks " + listed(missing, "and");
  }
  if (lacking > most_told) told += "; and " + std::to_string(lacking - most_told) + " more";
  if (!told.empty())
    findings.notices.push_back({Severity::warning, first,
                                "signed claims lack fields that their record must have: " + told, "", 0,
                                "add them before it is published; what the page does not tell stands in words: \"not stated\", \"unclear\", "
                                "\"unknown\""});
}

}  // namespace

void tell_of_words(Findings& findings) {
  const auto warn = [&](const Claim& claim, const std::string& what, const std::string& hint) {
    findings.notices.push_back(
        {Severity::warning, claim.where, "claim " + claim.id + ": " + what, "", 0, hint});
  };
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (appraisal.reason == "counts_others")
      warn(claim,
           "its words give its number to those without the event of the linked outcome, so nothing is compared",
           "record how many had the event: deaths, where the page counts survivors");
    if (of_other_disease(findings.review, claim))
      warn(claim,
           "its disease is " + claim.disease + ", but the trials of analysis " + claim.against +
               " are of " + findings.review.question.population,
           "leave against out, or correct disease, if the trials do not study its people");
    if (unrecorded_replacement(appraisal, claim))
      warn(claim, "its words tell of doing without other care, but add_on is not recorded",
           "add add_on = \"replacement\" if the treatment is to take the place of that care, else \"add_on\"");
    if (const std::string bound = unrecorded_limit(claim); !bound.empty())
      warn(claim, "its words print the number as a limit, but bound is not given",
           "add bound = \"" + bound + "\"");
  }
  tell_of_missing_fields(findings);
}

}  // namespace steelyard
