/// Whether a sentence and the analysis that it is set against count the same events.
#pragma once
#include "steelyard/claim/sentence.h"
#include "steelyard/study/review.h"

namespace steelyard {

enum class Comparable {
  same,         ///< or nothing is counted that could differ
  complement,   ///< the sentence counts those without the event: exact for a share of a known group
  other,        ///< other events
  unclear,      ///< it is not said, or in words that are not known, what the sentence counts
  nobody,       ///< that nobody had a good result is no claim of a benefit
  without,      ///< it counts those without a good result: exact the other way round, no benefit
  replacement,  ///< other treatment is to be left out, which the analysis does not test
  comparator,   ///< it names something else to compare with than the trials did
  treatment,    ///< it says that the result came from another treatment
  means,        ///< the analysis compares averages; no share of people comes out of an average
  illness,      ///< its people have another illness than those of the review
  degree,       ///< the same result by another rule: complete, partial, another cut-off
};

/// Compares what a sentence counts with what an outcome counts, by their words and by `better`.
///
/// Takes:   whether the linked studies are means instead of counts
/// Source:  the project's claim specification, sections 3.14 and 8 (18, 20, 27)
Comparable comparable(const SentenceReading& reading, const Outcome& outcome, bool means);

/// Whether what a claim says it is compared with may be what an analysis compares with: "better
/// than steroids" cannot be answered by trials against placebo. Vague words ("standard drugs") may.
///
/// Source:  the project's claim specification, sections 3.13 and 8 (27)
bool same_comparator(const Claim& claim, const Question& question, const AnalysisRequest& analysis);

/// Whether an outcome counts deaths, survivors, side effects or other events that its words call severe:
/// for these the smallest difference that matters is smaller, however a claim is put.
bool counts_severe(const Outcome& outcome);

/// The claim about those without the event: 30 of 40 not improved is 10 of 40 improved.
Claim complement_of(Claim claim, const Outcome& outcome);

}  // namespace steelyard
