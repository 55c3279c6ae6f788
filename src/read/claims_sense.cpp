// Fields of a claim that do not fit each other.
#include "claims_sense.h"

#include <algorithm>

#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

void check_ratio(TomlReader& reader, const Claim& claim, const Review& review) {
  const std::string& direction = claim.asserted_direction;
  if (!claim.ratio || !is_one_of(direction, {"benefit", "harm"})) return;
  const Toml& where = *reader.raw().find("ratio");
  if (*claim.ratio == 1) {
    reader.error(where, "ratio is 1, which is no " + direction + " (asserted_direction)",
                 "as many with the treatment as without it is no_difference");
    return;
  }
  const AnalysisRequest* linked = review.analysis(claim.against);
  const Outcome* outcome = linked == nullptr ? nullptr : review.outcome(linked->outcome);
  if (outcome == nullptr) return;
  const bool higher = outcome->better == Better::higher;
  const bool more_is_good = (*claim.ratio > 1) == (direction == "benefit");
  if (more_is_good == higher) return;
  reader.error(where,
               "ratio is " + shortest(*claim.ratio) + ", which is no " + direction +
                   " (asserted_direction) where " + (higher ? "more" : "fewer") +
                   " is better, as in outcome " + outcome->id,
               "the ratio must be of the people with the outcome's own event; leave it out if the "
               "claim counts another");
}

void check_number(TomlReader& reader, const Claim& claim) {
  // A number that was refused has been told already.
  const auto given = [&](const char* key) { return reader.raw().find(key) != nullptr; };
  if ((given("events") && given("n")) || given("percent_text") || given("ratio") ||
      given("stated_value"))
    return;
  if (claim.type == "response_proportion") {
    reader.warning(*reader.raw().find("type"),
                   "type is response_proportion, but the claim gives no number that could be checked",
                   "give events and n, or percent_text; efficacy_vague or comparative fits a claim "
                   "without numbers");
    return;
  }
  const bool durability = claim.type == "durability" && claim.time_point_weeks;
  if (claim.asserted_size == "number_given" && !durability && claim.type != "safety_zero")
    reader.warning(*reader.raw().find("asserted_size"),
                   "asserted_size is number_given, but the claim gives no number that could be checked",
                   "give events and n, percent_text or ratio");
}

// "At most 100%" and "at least 0%" say nothing; "at most 0%" says none, and "at least 100%" all.
void check_empty_bound(TomlReader& reader, const Claim& claim) {
  const auto percent = parse_number(claim.percent_text);
  const bool none = percent == 0.0 || (!percent && claim.n && claim.events == 0);
  const bool all = percent == 100.0 || (!percent && claim.n && claim.events == claim.n);
  if (!none && !all) return;
  const bool most = claim.bound == "at_most";
  reader.error(*reader.raw().find("bound"),
               "bound is " + claim.bound + ", but the number is " + (none ? "none" : "all"),
               most == none ? "that is no limit but the number itself: leave bound out"
                            : "that holds for any number: nothing is claimed");
}

void check_bound(TomlReader& reader, const Claim& claim) {
  if (!claim.bound.empty() && claim.type == "safety_rate") check_empty_bound(reader, claim);
  if (claim.bound.empty() || claim.type == "safety_rate" || claim.type.empty()) return;
  reader.error(*reader.raw().find("bound"),
               "bound is for claims of type safety_rate, but the type is " + claim.type,
               "an effect is compared with the number itself");
}

}  // namespace

void check_sense(TomlReader& reader, const Claim& claim, const Review& review) {
  check_ratio(reader, claim, review);
  check_number(reader, claim);
  check_bound(reader, claim);
}

void check_words_for_patients(const Review& review, Notices& notices) {
  const bool told = std::ranges::any_of(review.claims, [](const Claim& each) { return !each.plain.empty(); });
  if (told || review.claims.empty()) return;
  const Claim& first = review.claims.front();
  notices.push_back({Severity::warning, first.where,
                     "claim " + first.id + (review.claims.size() > 1 ? " and all others have" : " has") +
                         " no plain, its words for patients; their document tells paraphrases that are easy "
                         "to read, and of the others only how many there are",
                     "", 0, "give plain to the claims that patients should meet first"});
}

}  // namespace steelyard
