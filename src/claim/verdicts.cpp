// The register of verdicts. Source of the set: the project's claim specification, section 4.1.
#include <array>

#include "steelyard/base/table.h"
#include "steelyard/claim/verdict.h"

namespace steelyard {

namespace verdict {

namespace {

constexpr std::string_view absence = "altman1995", own = "steelyard-claims";

constexpr Verdict arithmetic_inconsistent{"ARITHMETIC_INCONSISTENT",
                                          "The numbers do not fit together", "brown2017",
                                          "the printed numbers cannot all be right", "dishonesty"};
constexpr Verdict not_testable{"NOT_TESTABLE", "Cannot be checked as written", own,
                               "no defined outcome, no numbers, mechanism, authority or future",
                               "false"};
constexpr Verdict single_case_only{"SINGLE_CASE_ONLY", "One person's story", own,
                                   "one person's story, or three people at most",
                                   "untrue for that person"};
constexpr Verdict no_controlled_evidence{"NO_CONTROLLED_EVIDENCE", "No fair test listed", absence,
                                         "testable, but no controlled comparison is linked",
                                         "does not help"};
constexpr Verdict not_distinguishable{
    "NOT_DISTINGUISHABLE", "Also seen with usual care", own,
    "the figure lies inside or below what standard care is expected to show",
    "equal to standard care"};
constexpr Verdict unexplained_excess{
    "UNEXPLAINED_EXCESS", "Higher than expected, reason unknown", own,
    "the figure lies above the range of standard care; no controlled comparison",
    "the treatment caused it"};
constexpr Verdict uncertain{"UNCERTAIN", "Uncertain", absence,
                            "controlled evidence exists and cannot settle it",
                            "that the treatment makes no difference"};
constexpr Verdict supported{
    "SUPPORTED", "Supported", own,
    "important benefit shown, certainty moderate or high, claim not larger than implied",
    "works for everyone"};
constexpr Verdict partly_supported{"PARTLY_SUPPORTED", "Partly supported", own,
                                   "benefit likely or possible; size or certainty limited",
                                   "settled"};
constexpr Verdict overstated{"OVERSTATED", "Overstated", own,
                             "benefit shown, but smaller than claimed", "no benefit"};
constexpr Verdict little_or_no_difference{
    "LITTLE_OR_NO_DIFFERENCE", "Little or no difference", absence,
    "the interval lies inside the unimportant region", "exactly zero"};
constexpr Verdict contradicted{
    "CONTRADICTED", "Contradicted by fair tests", absence,
    "evidence of moderate or high certainty excludes the important benefit that was claimed",
    "dishonesty"};
constexpr Verdict zero_seen{"ZERO_SEEN_RISK_NOT_EXCLUDED", "None seen, risk not excluded",
                            "hanley1983", "zero events claimed; the upper bound is stated",
                            "unsafe"};
constexpr Verdict fact_consistent{"FACT_CONSISTENT", "Within the published range", own,
                                  "a background fact inside the range of its best source", "exact"};
constexpr Verdict fact_too_high{"FACT_TOO_HIGH", "Above the published range", own,
                                "a background fact above the range of its best source",
                                "dishonesty"};
constexpr Verdict fact_too_low{"FACT_TOO_LOW", "Below the published range", own,
                               "a background fact below the range of its best source",
                               "dishonesty"};
constexpr Verdict fact_unchecked{"FACT_UNCHECKED", "Not checked", own,
                                 "a background fact without a linked source", "false"};

constexpr Verdict pending_extraction{
    "PENDING_EXTRACTION", "Not judged yet", own,
    "controlled evidence exists, but not all the numbers that a verdict needs", "any other verdict"};

constexpr std::array<const Verdict*, 18> rows{&arithmetic_inconsistent,
                                              &not_testable,
                                              &single_case_only,
                                              &no_controlled_evidence,
                                              &not_distinguishable,
                                              &unexplained_excess,
                                              &uncertain,
                                              &supported,
                                              &partly_supported,
                                              &overstated,
                                              &little_or_no_difference,
                                              &contradicted,
                                              &zero_seen,
                                              &fact_consistent,
                                              &fact_too_high,
                                              &fact_too_low,
                                              &fact_unchecked,
                                              &pending_extraction};

}  // namespace

}  // namespace verdict

std::span<const Verdict* const> verdicts() {
  return verdict::rows;
}

const Verdict* find_verdict(std::string_view id) {
  return find_row(verdicts(), id);
}

}  // namespace steelyard
