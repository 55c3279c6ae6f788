// What the words of a claim count, against what the linked outcome counts.
#include "claim/said_count.h"

#include "steelyard/claim/comparable.h"
#include "steelyard/claim/sentence.h"

namespace steelyard {

bool counts_those_without(const Claim& claim, const Outcome& outcome) {
  const bool counts = claim.events && claim.n;
  // Half with it is half without it.
  if (counts ? 2 * *claim.events == *claim.n : claim.percent_text.empty()) return false;
  const SentenceReading reading = read_sentence(claim.paraphrase);
  // Survivors are no deaths, whatever else is unsure: "graft survival", "after 2 to 4 years".
  const bool survivors = reading.counted.topic == EventTopic::death && reading.counted.denied &&
                         outcome.better == Better::lower;
  if (!reading.refusal.empty() && !survivors) return false;
  const Claim& said = reading.claim;
  const bool same_number = counts ? said.events == claim.events && said.n == claim.n
                                  : said.percent_text == claim.percent_text;
  if (!same_number) return false;
  const Comparable how = comparable(reading, outcome, false);
  return survivors || how == Comparable::complement || how == Comparable::without;
}

}  // namespace steelyard
