// The sentences of a verdict for patients: short, no statistics words, counts of people.
#include <algorithm>
#include <array>
#include <cmath>

#include "report/claim_numbers.h"
#include "report/fair_tests.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/other_outcomes.h"
#include "report/verdict_words.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// The claimed time, in years where these are whole: "10 years", not "520 weeks".
std::string said_time(const Phrases& say, const Claim& claim) {
  if (!claim.time_point_weeks) return "";
  const double weeks = *claim.time_point_weeks, years = weeks / 52;
  const bool in_years = years >= 1 && years == std::floor(years);
  const double number = in_years ? years : weeks;
  const std::string unit = in_years ? "plain.time_year" : "plain.time_week";
  return number == 1 ? say.text(unit) : say.text(unit + "s", {{"number", whole(number)}});
}

// Everything that a plain sentence about controlled evidence may need.
class PlainWords {
 public:
  PlainWords(const SectionContext& context, const Appraisal& appraisal)
      : say_(context.layout.phrases),
        context_(context),
        appraisal_(appraisal),
        claim_(context.findings.review.claims[appraisal.claim]),
        finding_(linked_finding(context.findings, appraisal)),
        tests_(trial_count(context.findings, *finding_)) {}

  // What fair tests counted: the trial's own people, or the pooled effect on the shown number.
  std::string counts() const {
    const ControlledEvidence& evidence = *appraisal_.controlled;
    const std::string tests = capitalised(in_words(tests_));
    if (!evidence.unit.empty())
      return say_.text(tests_ == 1 ? "plain.counts_mean" : "plain.counts_means",
                       {{"tests", in_words(tests_)},
                        {"difference", decimal(evidence.rd, 1)},
                        {"low", decimal(evidence.low, 1)},
                        {"high", decimal(evidence.high, 1)},
                        {"unit", evidence.unit}});
    if (evidence.k == 1)
      return say_.text(tests_ == 1 ? "plain.counts_one" : "plain.counts_row",
                       {{"tests", tests},
                        {"people", whole(evidence.e_n + evidence.c_n)},
                        {"e", of(evidence.e_events, evidence.e_n)},
                        {"c", of(evidence.c_events, evidence.c_n)},
                        {"outcome", capitalised(outcome())}});
    const double all = people_shown(context_.findings);
    const SideBySide numbers = side_by_side(context_.findings, appraisal_, all);
    const TwoGroups& groups = *numbers.trials;
    return say_.text("plain.counts_pooled", {{"tests", tests},
                                             {"people", whole(evidence.e_n + evidence.c_n)},
                                             {"all", whole(all)},
                                             {"with", whole(groups.with.point)},
                                             {"low", whole(groups.with.range->low)},
                                             {"high", whole(groups.with.range->high)},
                                             {"without", whole(groups.without.point)},
                                             {"outcome", capitalised(outcome())}});
  }

  // Why the tests do not settle it, by the reviewers' main reason to doubt.
  std::string why_unsettled() const {
    return say_.text("plain.unsettled_" + (appraisal_.grade ? main_doubt() : "unrated") +
                     (tests_ == 1 ? "_one" : ""));
  }
  std::string what_is_needed() const {
    if (!appraisal_.grade) return say_.text("plain.need_rating");
    const std::string doubt = main_doubt();
    return say_.text(doubt == "small"   ? "plain.need_larger"
                     : doubt == "other" ? "plain.need_more"
                                        : "plain.need_better");
  }

  // What the interval leaves open, over all admissible methods. How far the tests can be trusted is
  // said beside it, never by widening what they found.
  std::string still_possible() const {
    const ControlledEvidence& evidence = *appraisal_.controlled;
    double low = evidence.low, high = evidence.high;
    for (const Variant& variant : evidence.variants) {
      low = std::min(low, variant.low);
      high = std::max(high, variant.high);
    }
    const Position where = position(low, high, evidence.benefit, evidence.harm);
    std::string text = say_.text(open_key(where));
    const bool said = low < 0 && high <= 0;
    if (appraisal_.harm_signal && !said) text += " " + say_.text("plain.harm_signal");
    // "But" only after what points somewhere.
    const bool open = where == Position::inconclusive || where == Position::inconclusive_no_harm ||
                      where == Position::no_important_benefit;
    if (appraisal_.grade == Grade::very_low)
      text += " " + say_.text(std::string(open ? "plain.open_doubt" : "plain.open_very_low") +
                              (tests_ == 1 ? "_one" : ""));
    return text;
  }

  // Benefit positive, whatever the claim says.
  static const char* open_key(Position where) {
    switch (where) {
      case Position::important_benefit:
        return "plain.points_benefit";
      case Position::benefit_size_uncertain:
        return "plain.leans_benefit";
      case Position::small_benefit:
        return "plain.points_small_benefit";
      case Position::trivial:
        return "plain.points_close";
      case Position::inconclusive_no_harm:
        return "plain.open_no_harm";
      case Position::inconclusive:
        return "plain.open_all";
      case Position::no_important_benefit:
        return "plain.open_no_benefit";
      case Position::harm_size_uncertain:
        return "plain.leans_harm";
      case Position::important_harm:
        return "plain.points_harm";
    }
    return "plain.open_all";
  }

  // Sure of what: a benefit of unknown size is not a result that one is sure of.
  std::string sure() const {
    if (!appraisal_.grade) return say_.text("plain.need_rating");
    const std::string level = level_name(static_cast<CertaintyLevel>(*appraisal_.grade));
    // By what the tests found, whatever is claimed: one analysis has one sentence beside all its claims.
    if (size_is_open() && say_.has("plain.sure_partly." + level)) return say_.text("plain.sure_partly." + level);
    return say_.text("plain.sure." + level);
  }

  // Which part of a claim that is partly backed: the direction, how much, or neither for sure.
  std::string part() const {
    const bool harm = claim_.asserted_direction == "harm";
    const bool safety = is_one_of(claim_.type, {"safety_rate", "safety_zero"});
    const Position where = appraisal_.controlled->where;
    const bool sure = appraisal_.grade && *appraisal_.grade >= Grade::moderate;
    const bool number = claim_.events || claim_.ratio || !claim_.percent_text.empty();
    const bool alike = claim_.asserted_direction == "no_difference";
    const char* key = sure && where == Position::trivial     ? "part_alike"
                      : alike                                ? "part_doubt_alike"
                      : !sure                                ? "part_doubt"
                      : where == Position::small_benefit     ? "part_small"
                      : size_is_open() || !all_important()   ? "part_direction"
                      : number                               ? "part_number"
                                                             : "part_alone";
    const char* does = safety ? (harm ? "part_raises" : "part_lowers") : harm ? "part_harms" : "part_helps";
    return say_.text(std::string("plain.") + key, {{"does", say_.text(std::string("plain.") + does)}});
  }

  // The smallest difference that matters, in people out of the shown number.
  std::string gap(const char* key) const {
    const ControlledEvidence& evidence = *appraisal_.controlled;
    if (!evidence.unit.empty()) return "";
    const double all = people_shown(context_.findings);
    const double people = std::max(1.0, std::round(evidence.benefit * all / 1000));
    return " " + say_.text(key, {{"all", whole(all)}, {"gap", counted(people, "person", "people")}});
  }

  // After the counts, what makes the verdict what it is.
  std::string addition() const {
    const bool benefit_claim = claim_.asserted_direction != "harm" &&
                               claim_.asserted_direction != "no_difference";
    const Position where = appraisal_.controlled->where;
    const bool close = where == Position::trivial;
    const bool alike = claim_.asserted_direction == "no_difference";
    if (alike && is_one_of(appraisal_.verdict, {"SUPPORTED", "PARTLY_SUPPORTED"}))
      return gap("plain.gap_unimportant") + beyond();
    if (appraisal_.verdict == "LITTLE_OR_NO_DIFFERENCE" && close) return gap("plain.gap_small");
    if (appraisal_.verdict == "CONTRADICTED" && benefit_claim) {
      if (where == Position::harm_size_uncertain || where == Position::important_harm)
        return " " + say_.text("plain.leans_harm");
      if (close || where == Position::no_important_benefit) return gap("plain.gap_unlikely");
    }
    const std::string unchecked = unchecked_number(claim_, appraisal_);
    if (!unchecked.empty()) return " " + say_.text("plain." + unchecked);
    if (appraisal_.verdict == "OVERSTATED" || appraisal_.verdict == "PARTLY_SUPPORTED")
      return beyond();
    return "";
  }

  // By some of the methods that may be used the verdict would be another.
  std::string disagreement() const {
    const std::vector<Variant>& variants = appraisal_.controlled->variants;
    const bool differ = std::ranges::any_of(
        variants, [&](const Variant& each) { return each.verdict != variants.front().verdict; });
    return appraisal_.fragile && differ ? " " + say_.text("plain.fragile") : "";
  }

  // The claimed number beside the one that the tests imply for as many people, where by some method
  // it lies beyond that.
  std::string beyond() const {
    const ControlledEvidence& evidence = *appraisal_.controlled;
    if (!evidence.compared) return "";
    const PredictedCounts* counts = nullptr;
    bool over = false;
    for (const ImpliedCounts& each : evidence.implied) {
      if (counts == nullptr) counts = &each.counts;
      over = over || each.over;
    }
    for (const AmongTreated& each : evidence.among_treated) {
      if (counts == nullptr) counts = &each.counts;
      over = over || each.over;
    }
    const ComparedCount& claimed = *evidence.compared;
    if (counts != nullptr && !over && claimed.from_percent) return " " + say_.text("plain.no_group");
    if (counts == nullptr || !over) return "";
    return " " + say_.text(claimed.from_percent ? "plain.beyond_percent" : "plain.beyond",
                           {{"y", said(whole(static_cast<double>(claimed.events)))},
                            {"n", whole(static_cast<double>(claimed.n))},
                            {"percent", said(claim_.percent_text)},
                            {"implied", whole(static_cast<double>(counts->median))},
                            {"low", whole(static_cast<double>(counts->low))},
                            {"high", whole(static_cast<double>(counts->high))}});
  }

 private:
  // A difference of one direction, in which important and unimportant sizes lie.
  bool size_is_open() const {
    const Position where = appraisal_.controlled->where;
    return where == Position::benefit_size_uncertain || where == Position::harm_size_uncertain;
  }

  bool all_important() const {
    return std::ranges::all_of(appraisal_.controlled->variants, [](const Variant& variant) {
      return variant.where == Position::important_benefit;
    });
  }

  // "at most 5", where the page prints a limit.
  std::string said(const std::string& number) const {
    return claim_.bound.empty() ? number : say_.text("plain.box_" + claim_.bound, {{"count", number}});
  }

  std::string outcome() const {
    const Outcome& outcome = context_.findings.review.outcomes[*finding_->outcome];
    return outcome.plain_name.empty() ? outcome.name : outcome.plain_name;
  }

  // "small", "disagree", "weak", or "other" where nobody rated.
  std::string main_doubt() const {
    if (finding_ == nullptr || !finding_->certainty) return "other";
    const Certainty& rating = finding_->certainty->rating;
    const std::array<std::pair<int, const char*>, 4> doubts{{{rating.imprecision, "small"},
                                                             {rating.inconsistency, "disagree"},
                                                             {rating.risk_of_bias, "weak"},
                                                             {rating.indirectness, "weak"}}};
    const auto most = std::ranges::min_element(
        doubts, {}, [](const std::pair<int, const char*>& each) { return each.first; });
    return most->first < 0 ? most->second : "other";
  }

  const Phrases& say_;
  const SectionContext& context_;
  const Appraisal& appraisal_;
  const Claim& claim_;
  const AnalysisFinding* finding_;
  int tests_;
};

// What the linked test saw, and what else people want to avoid in it: its own people, where there is one.
std::string seen_in_tests(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const AnalysisFinding* linked = linked_finding(context.findings, appraisal);
  if (linked == nullptr || !appraisal.controlled) return "";
  std::vector<const AnalysisFinding*> told{linked};
  for (const AnalysisFinding* other : unwanted_beside(context.findings, appraisal)) told.push_back(other);
  std::string text;
  for (const AnalysisFinding* each : told) {
    if (trial_count(context.findings, *each) != 1 || !(each->e_n > 0) || !(each->c_n > 0)) continue;
    text += (text.empty() ? say.text("plain.fair_test_saw") : "") + " " +
            say.text("plain.seen_there", {{"outcome", capitalised(plain_outcome(context.findings, *each))},
                                          {"e", of(each->e_events, each->e_n)},
                                          {"c", of(each->c_events, each->c_n)}});
  }
  return text;
}

// The key of the sentence: the verdict, its reason, its variant.
std::string key_of(const SectionContext& context, const Appraisal& appraisal, const Claim& claim) {
  const Phrases& say = context.layout.phrases;
  std::string key = "verdict_plain." + std::string(appraisal.verdict);
  const auto try_add = [&](const std::string& ending) {
    if (say.has(key + "_" + ending)) key += "_" + ending;
  };
  if (!appraisal.reason.empty()) try_add(appraisal.reason);
  if (!claim.bound.empty()) try_add(claim.bound);
  if (!claim.n && !claim.events && claim.percent_text.empty()) try_add("no_number");
  const AnalysisFinding* linked = linked_finding(context.findings, appraisal);
  if (linked != nullptr && is_mean_difference(context.findings, *linked)) try_add("means");
  if (claim.type == "comparative" && claim.comparator_stated != "named" && appraisal.by_evidence)
    try_add("comparative");
  if (!more_is_better(context.findings, appraisal)) try_add("events");
  if (appraisal.badge == Badge::below) try_add("below");
  return key;
}

// The unit of the linked outcome: "points".
std::string unit_of(const SectionContext& context, const Appraisal& appraisal) {
  const AnalysisFinding* linked = linked_finding(context.findings, appraisal);
  if (linked == nullptr || !linked->outcome) return "";
  return context.findings.review.outcomes[*linked->outcome].unit;
}

}  // namespace

std::string plain_sentences(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  const std::string key = key_of(context, appraisal, claim);
  const auto told = claim.n || appraisal.reason != "few" ? claim.n : claim.events;  // "two improved"
  const std::string n = told ? whole(static_cast<double>(*told)) : "";
  if (appraisal.none_seen && claim.n && !appraisal.by_evidence) {
    const NoneSeen& none = *appraisal.none_seen;
    const double people = static_cast<double>(*claim.n);
    std::string text = say.text(key, {{"n", n},
                                      {"percent", claim.percent_text},
                                      {"missed", whole(std::ceil(none.upper_one_sided * people))}});
    const bool too_few = std::ranges::find(appraisal.flags, "TOO_FEW_FOR_BACKGROUND") !=
                         appraisal.flags.end();
    if (too_few && none.background_expected)
      text += " " + say.text("plain.too_few", {{"expected", whole(*none.background_expected)}, {"n", n}});
    const std::string tests = seen_in_tests(context, appraisal);
    return text + (tests.empty() ? "" : " " + tests);
  }
  if (appraisal.fact && claim.fact && claim.stated_value) return fact_text(context, appraisal, key);
  const bool evidence = appraisal.by_evidence && appraisal.controlled &&
                        linked_finding(context.findings, appraisal) != nullptr;
  if (appraisal.verdict == "NOT_DISTINGUISHABLE" || appraisal.verdict == "UNEXPLAINED_EXCESS") {
    std::string text = beside_text(context, appraisal, key);
    if (text.empty()) text = say.text("plain.beside_unknown");
    if (!evidence) return text;
    const PlainWords words(context, appraisal);
    return text + " " + words.why_unsettled() + " " + words.counts() + " " +
           words.still_possible();
  }
  if (appraisal.verdict == "ARITHMETIC_INCONSISTENT" && claim.n && !claim.percent_text.empty() &&
      !appraisal.arithmetic.denominator_switch) {
    if (!claim.events)
      return say.text(key + "_percent", {{"n", n}, {"percent", claim.percent_text}});
    return say.text(key + "_share", {{"n", n},
                                     {"y", whole(static_cast<double>(*claim.events))},
                                     {"share", printed_share(claim)},
                                     {"percent", claim.percent_text}});
  }
  if (!evidence) {
    const std::string lost = attrition_text(context, appraisal, "plain.attrition");
    const double y = appraisal.share ? appraisal.share->events : 0;
    const double people = appraisal.share ? appraisal.share->n : 0;
    // The interval, and the rounding, of every other place that shows this number.
    const Bounds range = appraisal.share ? printed_interval(*appraisal.share) : Bounds{};
    return say.text(key,
                    {{"n", n},
                     {"y", whole(y)},
                     {"low", whole(range.low * people)},
                     {"high", whole(range.high * people)},
                     {"said", said_time(say, claim)},
                     {"weeks", linked_weeks(context.findings, appraisal)},
                     {"percent", claim.percent_text},
                     {"unit", unit_of(context, appraisal)},
                     {"counts", ""},
                     {"sure", ""},
                     {"part", ""},
                     {"why", ""},
                     {"open", ""},
                     {"need", ""}}) +
           (lost.empty() ? "" : " " + lost);
  }
  const PlainWords words(context, appraisal);
  const ControlledEvidence& trials = *appraisal.controlled;
  return say.text(key, {{"counts", words.counts()},
                        {"seen", whole(trials.e_events)},
                        {"treated", whole(trials.e_n)},
                        {"sure", words.sure()},
                        {"part", words.part()},
                        {"why", words.why_unsettled()},
                        {"open", words.still_possible()},
                        {"need", words.what_is_needed()},
                        {"n", n}}) +
         words.addition() + words.disagreement();
}

}  // namespace steelyard
