// `claim`: one sentence, read, checked and set against an analysis of a review.
#include <algorithm>
#include <cmath>

#include "app/claim_evidence.h"
#include "app/run.h"
#include "report/claim_settings.h"
#include "report/claim_strip.h"
#include "report/fair_tests.h"
#include "report/numbers.h"
#include "report/ratio_words.h"
#include "report/verdict_words.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/file.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/sentence.h"
#include "steelyard/report/compose.h"
#include "steelyard/write/json.h"

namespace steelyard {

namespace {

constexpr std::size_t width = 80;

std::string bullet(const std::string& text) {
  std::string lines = wrapped(text, width - 4), result;
  bool first = true;
  for (const std::string& line : split(lines, '\n')) {
    if (line.empty()) continue;
    result += (first ? "  - " : "    ") + line + "\n";
    first = false;
  }
  return result;
}

std::string remarks(const Phrases& say, const std::vector<SentenceRemark>& list) {
  std::string text;
  for (const SentenceRemark& remark : list) {
    const auto value = [&](std::string_view name) {
      for (const auto& [key, found] : remark.values)
        if (key == name) return found;
      return std::string();
    };
    text += bullet(say.text("reading." + remark.key, {{"percent", value("percent")},
                                                      {"events", value("events")},
                                                      {"n", value("n")},
                                                      {"weeks", value("weeks")},
                                                      {"people", value("people")},
                                                      {"with", value("with")},
                                                      {"what", value("what")},
                                                      {"ratio", value("ratio")}}));
  }
  return text;
}

// Two decimals, three of small ratios.
std::string ratio_shown(double ratio) {
  const double places = ratio < 0.1 ? 1000 : 100;
  return shortest(std::round(ratio * places) / places);
}

// A ratio at the shares without the treatment that are known, or at examples.
std::string ratio_text(const Phrases& say, const RelativeClaim& relative, const Findings& findings) {
  const bool care = relative.from == BaselineFrom::standard_care;
  const std::string key = care                                    ? "at_baselines"
                          : relative.from == BaselineFrom::trials ? "at_trial"
                                                                  : "at_examples";
  std::string text = wrapped(
      say.text("reading." + key,
               {{"ratio", ratio_shown(relative.ratio)},
                {"label", care ? findings.review.scenarios[*relative.scenario].label : ""}}),
      width);
  const double all = people_of_ratio(findings.review.claims.front(), relative);
  for (const RelativeAtBaseline& each : relative.at)
    text += bullet(say.text(each.beyond_all ? "reading.at_most_all" : "reading.at_baseline",
                            {{"without", fixed(each.without * all, 0)},
                             {"with", fixed(each.with * all, 0)},
                             {"all", fixed(all, 0)}}));
  return text;
}

// Items that a sentence by itself can fail; who sells what, and to whom, it does not tell.
std::string points_to_weigh(const Phrases& say, const Appraisal& appraisal) {
  std::string text;
  for (const CheckedItem& item : appraisal.checklist)
    if (!is_one_of(item.item->id, {"treatment-named", "population-named", "self-check"}))
      for (const std::string& flag : item.flags) text += bullet(say.text("flag." + flag));
  return text.empty() ? text : "\n" + say.text("reading.points") + "\n" + text;
}

// "more than 90% of 120 people is 109 or more"; "" where the number is not bounded.
std::string bounded_numbers(const Phrases& say, Bound bound, const Claim& claim) {
  if (bound == Bound::none || claim.percent_text.empty()) return "";
  const bool low = bound == Bound::more_than || bound == Bound::at_least;
  const char* how = bound == Bound::more_than    ? "more_than"
                    : bound == Bound::at_least   ? "at_least"
                    : bound == Bound::fewer_than ? "fewer_than"
                                                 : "up_to";
  const std::string words = say.text(std::string("reading.") + how);
  if (!claim.n)
    return say.text("reading.bounded_no_group", {{"how", words}, {"percent", claim.percent_text}});
  // Tenths of percents are no whole doubles: what lies beside a whole number is that number.
  const double exact = parse_number(claim.percent_text).value_or(0) * static_cast<double>(*claim.n) / 100;
  const double share = std::abs(exact - std::round(exact)) < 1e-9 ? std::round(exact) : exact;
  const double people = bound == Bound::more_than    ? std::floor(share) + 1
                        : bound == Bound::at_least   ? std::ceil(share)
                        : bound == Bound::fewer_than ? std::ceil(share) - 1
                                                     : std::floor(share);
  return say.text(low ? "reading.bounded_low" : "reading.bounded_high",
                  {{"how", words},
                   {"percent", claim.percent_text},
                   {"n", whole(static_cast<double>(*claim.n))},
                   {"people", whole(people)}});
}

// What chance allows around the claimed share. Source: specification, sections 3.1 and 4.5 (S5)
std::string share_interval(const Phrases& say, const Findings& findings, const Appraisal& appraisal,
                           const Claim& claim) {
  if (!appraisal.share || !claim.bound.empty()) return "";  // a limit has no play of chance around it
  const ClaimedShare& share = *appraisal.share;
  const bool edge = share.events == 0 || share.events == share.n;
  const Bounds& limits = edge ? share.exact : share.wilson;
  return wrapped(say.text("reading.share_interval", {{"level", judged_level(findings)},
                                                     {"events", whole(share.events)},
                                                     {"n", whole(share.n)},
                                                     {"low", share_of(limits.low, share.n)},
                                                     {"high", share_of(limits.high, share.n)}}),
                 width);
}

std::string why_not_compared(const Phrases& say, const ClaimSetting& setting,
                             const SentenceReading& reading) {
  const char* key = setting.upper_bound                      ? "reading.not_bound"
                    : setting.how == Comparable::means         ? "reading.not_means"
                    : setting.how == Comparable::nobody      ? "reading.not_nobody"
                    : setting.how == Comparable::without     ? "reading.not_without"
                    : setting.how == Comparable::replacement ? "reading.not_replacement"
                    : setting.how == Comparable::comparator  ? "reading.not_comparator"
                    : setting.how == Comparable::treatment   ? "reading.not_treatment"
                    : setting.how == Comparable::illness     ? "reading.not_illness"
                    : setting.how == Comparable::degree      ? "reading.not_degree"
                    : setting.how == Comparable::unclear     ? "reading.not_unclear"
                                                             : "reading.not_other";
  return say.text(key, {
                           {"what",       reading.counted.words                                },
                           {"outcome",    setting.outcome                                      },
                           {"rule",       setting.rule                                         },
                           {"with",       reading.claim.comparator_text                        },
                           {"comparator", setting.comparator                                   },
                           {"other",      setting.other_treatment                              },
                           {"treatment",  setting.treatment                                    },
                           {"illness",    setting.other_illness                                },
                           {"population", setting.population                                   },
                           {"unit",       setting.unit.empty() ? "" : " (" + setting.unit + ")"}
  });
}

// Nobody can know every treatment by name: the reader of the verdict is told which one was taken.
std::string read_as(const Phrases& say, const ClaimSetting& setting) {
  return say.text("reading.read_as", {{"treatment", setting.treatment}});
}

bool is_compared(Comparable how) { return how == Comparable::same || how == Comparable::complement; }

std::string turned_round(const Phrases& say, const Claim& claim) {
  if (claim.events && claim.n)
    return bullet(say.text("reading.complement_counts",
                           {{"events", whole(static_cast<double>(*claim.events))},
                            {"n", whole(static_cast<double>(*claim.n))}}));
  return bullet(say.text("reading.complement_percent", {{"percent", claim.percent_text.empty() ? "0" : claim.percent_text}}));
}

// A verdict on the treatment is none on a number below what people without it showed.
std::string below_control(const Phrases& say, const Findings& findings) {
  const Appraisal& appraisal = findings.claims.front();
  const Claim& claim = findings.review.claims.front();
  if (!appraisal.analysis || !appraisal.controlled || !appraisal.controlled->unit.empty()) return "";
  if (claim.type != "response_proportion" || !appraisal.share || !appraisal.by_evidence) return "";
  const Outcome* outcome =
      findings.review.outcome(findings.review.analyses[*appraisal.analysis].outcome);
  const double share = 1000 * appraisal.share->events / appraisal.share->n;
  const double without = appraisal.controlled->baseline_per_1000;
  if (outcome == nullptr || outcome->better != Better::higher || share >= without) return "";
  return "\n" + wrapped(say.text("reading.below_control", {{"without", fixed(without / 10, 0)}}), width);
}

// Gates that need no evidence have spoken without it.
bool decided_without(const Appraisal& appraisal) {
  // A sentence that asserts no effect is answered by why it is not compared.
  if (appraisal.reason == "no_direction") return false;
  return is_one_of(appraisal.verdict, {"ARITHMETIC_INCONSISTENT", "SINGLE_CASE_ONLY",
                             "ZERO_SEEN_RISK_NOT_EXCLUDED", "NOT_TESTABLE"});
}

// The words of a report: nothing here is laid out or cited.
Template words_for(std::string_view audience) {
  Template words;
  words.audience = audience;
  words.phrases = load_phrases(data_folder() / "templates", audience, "en");
  return words;
}

std::string as_text(const SentenceReading& reading, const Findings& findings,
                    const ClaimSetting& setting) {
  Template reviewer = words_for("reviewer"), plain = words_for("plain");
  for (Template* each : {&reviewer, &plain}) each->phrases = worded_for(findings, each->phrases);
  Citations citations;
  const SectionContext technical{findings, reviewer, citations}, people{findings, plain, citations};
  const Phrases& say = reviewer.phrases;
  const Appraisal& appraisal = findings.claims.front();
  const Claim& claim = findings.review.claims.front();
  const bool named = !setting.title.empty(), compared = is_compared(setting.how);
  std::vector<SentenceRemark> understood = reading.understood;
  for (SentenceRemark& remark : understood)  // what the reader does not know, the outcome may name
    if (named && compared && remark.key == "counted_unclear") remark = {"counted_named", {{"what", setting.outcome}}};
  std::string text = say.text("reading.understood") + "\n" + remarks(say, understood);
  const bool turned = setting.how == Comparable::complement || setting.how == Comparable::without;
  if (turned) text += turned_round(say, claim);
  if (!reading.missing.empty())
    text += say.text("reading.missing") + "\n" + remarks(say, reading.missing);
  std::string arithmetic =
      bounded_numbers(say, turned ? bound_of_others(reading.bound) : reading.bound, claim);
  if (arithmetic.empty() || appraisal.arithmetic.code == Arithmetic::inconsistent)
    arithmetic = arithmetic_sentence(technical, appraisal);
  if (!arithmetic.empty())
    text += "\n" + wrapped(say.text("reading.numbers") + " " + arithmetic, width);
  if (appraisal.relative) text += "\n" + ratio_text(say, *appraisal.relative, findings);
  const bool judged = (named && compared) || decided_without(appraisal);
  const bool rate = claim.type == "safety_rate" || (named && !compared);
  const std::string interval =
      rate && appraisal.verdict != "ARITHMETIC_INCONSISTENT" ? share_interval(say, findings, appraisal, claim) : "";
  if (!interval.empty()) text += "\n" + interval;
  text += "\n";
  if (named)
    text += wrapped(say.text(compared ? "reading.against" : "reading.not_against",
                             {{"review", findings.review.title}, {"analysis", setting.title}}) +
                        " " +
                        (compared ? read_as(say, setting) : why_not_compared(say, setting, reading)),
                    width);
  else if (!judged)
    text += wrapped(say.text("reading.no_evidence"), width);
  if (judged) {
    text += wrapped(say.text("reading.verdict", {{"label", verdict_name(say, appraisal)}}), width);
    text += "\n" + wrapped(plain_sentences(people, appraisal), width) + below_control(say, findings);
    const std::string numbers = technical_sentence(technical, appraisal);
    if (!numbers.empty()) text += "\n" + wrapped(numbers, width);
    if (const std::string changed = changed_settings(say, findings.review.claim_rules); !changed.empty())
      text += "\n" + wrapped(changed, width);
  }
  text += points_to_weigh(say, appraisal);
  if (std::ranges::find(appraisal.flags, "SUBSTITUTION_CLAIM") != appraisal.flags.end())
    text += "\n" + wrapped(plain.phrases.text("plain.safety"), width);
  return text;
}

}  // namespace

Exit run_claim(const Options& options) {
  const SentenceReading reading = read_sentence(options.sentence);
  if (!reading.refusal.empty()) {
    tell(Notices{{Severity::error, {"", 0, 0}, reading.refusal, options.sentence, 0, reading.hint}},
         options);
    return Exit::data;
  }
  ClaimSetting setting = claim_setting(reading, options.against);
  if (!options.against.empty()) tell(setting.review.notices, options);
  if (has_errors(setting.review.notices)) return Exit::data;
  Findings findings = analyse(std::move(setting.review.value), std::nullopt);
  if (setting.how == Comparable::degree) findings.claims.front().flags.emplace_back("RESPONDER_MISMATCH");
  // What `check` refuses as evidence is none here either.
  const bool linked = !findings.review.claims.front().against.empty();
  if (linked && has_errors(findings.notices)) {
    Notices errors = findings.notices;
    std::erase_if(errors, [](const Notice& each) { return each.severity != Severity::error; });
    tell(errors, options);
    return Exit::data;
  }
  if (!options.json) {
    print(as_text(reading, findings, setting));
    return Exit::done;
  }
  if (!setting.title.empty()) {
    const Phrases say = words_for("reviewer").phrases;
    const bool compared = is_compared(setting.how);
    findings.notices.push_back({compared ? Severity::note : Severity::warning, {"", 0, 0},
                                compared ? read_as(say, setting)
                                         : why_not_compared(say, setting, reading),
                                 options.sentence, 0, ""});
  }
  print(write_results_json(findings, findings.notices));
  return Exit::done;
}

}  // namespace steelyard
