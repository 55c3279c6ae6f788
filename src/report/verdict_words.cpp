// The sentences of a verdict. Which sentence is decided by codes; the words stand in the templates.
#include "report/verdict_words.h"

#include <cmath>

#include "report/names.h"
#include "report/numbers.h"

namespace steelyard {

namespace {

// The nine positions in words. For a claim of harm the scale is mirrored: what was claimed to be
// harm then stands where benefit stood.
std::string_view position_key(Position position, bool harm_claim) {
  constexpr std::string_view names[] = {
      "important benefit",  "benefit, size uncertain",               "small benefit",
      "trivial difference", "inconclusive, important harm excluded", "inconclusive",
      "important benefit excluded", "harm, size uncertain",          "important harm"};
  constexpr std::string_view mirrored[] = {
      "important harm",     "harm, size uncertain",                     "small harm",
      "trivial difference", "inconclusive, important benefit excluded", "inconclusive",
      "important harm excluded", "benefit, size uncertain",             "important benefit"};
  const auto index = static_cast<std::size_t>(position);
  return harm_claim ? mirrored[index] : names[index];
}

std::string percent_of(double share) { return percent(100 * share, 1); }

}  // namespace

const AnalysisFinding* linked_finding(const Findings& findings, const Appraisal& appraisal) {
  if (!appraisal.analysis) return nullptr;
  for (const AnalysisFinding& finding : findings.analyses)
    if (finding.request == *appraisal.analysis) return &finding;
  return nullptr;
}

std::string arithmetic_sentence(const SectionContext& context, const Appraisal& appraisal) {
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  const ArithmeticCheck& check = appraisal.arithmetic;
  const Phrases& say = context.layout.phrases;
  const std::string n = claim.n ? whole(static_cast<double>(*claim.n)) : "";
  const auto people = [](const std::optional<long>& number) {
    return number ? whole(static_cast<double>(*number)) : std::string();
  };
  switch (check.code) {
    case Arithmetic::ok:
    case Arithmetic::rounding_only:
    case Arithmetic::approximate: {
      std::string text = say.text(
          check.code == Arithmetic::ok ? "claim.arithmetic_possible"
          : check.code == Arithmetic::rounding_only ? "claim.arithmetic_rounding"
                                                    : "claim.arithmetic_approximate",
          {{"low", people(check.events_low)},
           {"high", people(check.events_high)},
           {"n", n},
           {"percent", claim.percent_text}});
      if (check.power && *check.power <= 0) text += " " + say.text("claim.arithmetic_powerless");
      return text;
    }
    case Arithmetic::inconsistent:
      return check.denominator_switch
                 ? say.text("claim.arithmetic_switch", {{"n", n},
                                                        {"implied", people(check.implied_n)},
                                                        {"percent", claim.percent_text}})
                 : say.text("claim.arithmetic_impossible",
                            {{"n", n}, {"percent", claim.percent_text}});
    case Arithmetic::percent_only:
      if (!check.smallest_n)
        return say.text("claim.arithmetic_no_group", {{"percent", claim.percent_text}});
      return say.text("claim.arithmetic_percent_only", {{"percent", claim.percent_text},
                                                        {"smallest", people(check.smallest_n)}});
    case Arithmetic::n_only:
      return say.text("claim.arithmetic_n_only", {{"n", n}});
    case Arithmetic::events_only:
      return say.text("claim.arithmetic_events_only");
    case Arithmetic::counts:
    case Arithmetic::nothing:
      return "";
  }
  return "";
}

std::string technical_sentence(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Findings& findings = context.findings;
  const Claim& claim = findings.review.claims[appraisal.claim];
  const std::string verdict(appraisal.verdict);
  if (appraisal.none_seen)
    return say.text("verdict_technical." + verdict,
                    {{"n", whole(static_cast<double>(*claim.n))},
                     {"upper", percent_of(appraisal.none_seen->upper_one_sided)},
                     {"upper2", percent_of(appraisal.none_seen->upper_two_sided)}});
  if (!appraisal.by_evidence) {
    const std::string key = "verdict_technical." + verdict +
                            (appraisal.reason.empty() ? "" : "_" + appraisal.reason);
    if (say.has(key)) return say.text(key);
    return say.has("verdict_technical." + verdict) ? say.text("verdict_technical." + verdict) : "";
  }
  const ControlledEvidence& evidence = *appraisal.controlled;
  const AnalysisFinding* finding = linked_finding(findings, appraisal);
  const Outcome& outcome = findings.review.outcomes[*finding->outcome];
  const std::string grade =
      appraisal.grade ? level_name(static_cast<CertaintyLevel>(*appraisal.grade))
                      : say.text("sof.not_rated");
  return say.text(
      "verdict_technical.controlled",
      {{"label", std::string(find_verdict(verdict)->label)},
       {"k", counted(evidence.k, "controlled comparison", "controlled comparisons")},
       {"people", counted(evidence.e_n + evidence.c_n, "person", "people")},
       {"e", count(evidence.e_events) + "/" + count(evidence.e_n)},
       {"c", count(evidence.c_events) + "/" + count(evidence.c_n)},
       {"rd", per_1000_text(evidence.rd)},
       {"level", level_text(evidence.level)},
       {"low", per_1000_text(evidence.low)},
       {"high", per_1000_text(evidence.high)},
       {"method", say.text("rd_method." + evidence.method)},
       {"benefit", whole(outcome.important.benefit_per_1000)},
       {"harm", whole(outcome.important.harm_per_1000)},
       {"mid", outcome.important.is_default ? say.text("claim.mid_default")
                                            : outcome.important.source},
       {"position", std::string(position_key(evidence.where, claim.asserted_direction == "harm"))},
       {"grade", grade}});
}

namespace {

// What fair tests counted: the trial's own people, or the pooled effect on the shown number.
std::string counts_sentence(const SectionContext& context, const ControlledEvidence& evidence,
                            const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const Outcome& outcome = context.findings.review.outcomes[*finding.outcome];
  const std::string& better = outcome.plain_name.empty() ? outcome.name : outcome.plain_name;
  if (evidence.k == 1)
    return say.text("plain.counts_one", {{"people", whole(evidence.e_n + evidence.c_n)},
                                         {"e", of(evidence.e_events, evidence.e_n)},
                                         {"c", of(evidence.c_events, evidence.c_n)},
                                         {"outcome", better}});
  const double shown = people_shown(context.findings);
  const auto people = [&](double per_1000) { return whole(per_1000 * shown / 1000); };
  const AbsoluteEffect& absolute = *finding.absolute;
  return say.text("plain.counts_pooled", {{"tests", in_words(evidence.k)},
                                          {"people", whole(evidence.e_n + evidence.c_n)},
                                          {"all", whole(shown)},
                                          {"with", people(absolute.with_per_1000)},
                                          {"low", people(absolute.with_low)},
                                          {"high", people(absolute.with_high)},
                                          {"without", people(absolute.control_per_1000)},
                                          {"outcome", better}});
}

}  // namespace

std::string plain_sentences(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Findings& findings = context.findings;
  const Claim& claim = findings.review.claims[appraisal.claim];
  std::string key = "verdict_plain." + std::string(appraisal.verdict);
  if (!appraisal.reason.empty() && say.has(key + "_" + appraisal.reason))
    key += "_" + appraisal.reason;
  const bool compares_with_nothing = claim.type == "comparative" &&
                                     claim.comparator_stated != "named" && appraisal.by_evidence;
  if (compares_with_nothing && say.has(key + "_comparative")) key += "_comparative";
  const std::string n = claim.n ? whole(static_cast<double>(*claim.n)) : "";
  if (appraisal.none_seen)
    return say.text(key, {{"n", n},
                          {"missed", whole(std::ceil(appraisal.none_seen->upper_one_sided *
                                                     static_cast<double>(*claim.n)))}});
  if (!appraisal.by_evidence)
    return say.text(key, {{"n", n}, {"percent", claim.percent_text}});
  const AnalysisFinding& finding = *linked_finding(findings, appraisal);
  const auto level = static_cast<CertaintyLevel>(appraisal.grade.value_or(Grade::very_low));
  return say.text(key, {{"counts", counts_sentence(context, *appraisal.controlled, finding)},
                        {"sure", say.text("plain.sure." + level_name(level))}});
}

}  // namespace steelyard
