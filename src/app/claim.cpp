// `claim`: one sentence, read, checked and set against an analysis of a review.
#include <algorithm>

#include "app/run.h"
#include "report/ratio_words.h"
#include "report/verdict_words.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/file.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/sentence.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/write/json.h"

namespace steelyard {

namespace {

constexpr std::size_t width = 80;

struct Against {
  std::string folder, analysis;
};

Against parse_against(const std::string& text) {
  const std::size_t at = text.rfind('#');
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    throw Error(Exit::usage, "--against is \"" + text +
                                 "\", but must be REVIEW#ANALYSIS, such as "
                                 "datasets/lupus-msc#remission");
  return {text.substr(0, at), text.substr(at + 1)};
}

// The review with this claim in place of its own, or an empty one.
Checked<Review> evidence_for(const Claim& claim, const std::string& against) {
  Checked<Review> review;
  if (against.empty()) {
    review.value.title = review.value.slug = "claim";
    review.value.claims = {claim};
    return review;
  }
  const Against parts = parse_against(against);
  review = read_review(parts.folder);
  if (has_errors(review.notices)) return review;
  std::vector<std::string_view> ids;
  for (const AnalysisRequest& analysis : review.value.analyses) ids.push_back(analysis.id);
  if (review.value.analysis(parts.analysis) == nullptr)
    throw Error(Exit::usage, "--against: " + parts.folder + " has no analysis \"" + parts.analysis +
                                 "\"; it has " + listed(ids, "and"));
  std::erase_if(review.value.analyses,
                [&](const AnalysisRequest& each) { return each.id != parts.analysis; });
  Claim set = claim;
  set.against = parts.analysis;
  for (const Scenario& scenario : review.value.scenarios) set.scenarios.push_back(scenario.id);
  review.value.claims = {std::move(set)};
  review.value.expected.clear();
  return review;
}

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
                                                      {"ratio", value("ratio")}}));
  }
  return text;
}

// A ratio at the shares without the treatment that are known, or at examples.
std::string ratio_text(const Phrases& say, const RelativeClaim& relative, const Findings& findings) {
  const bool care = relative.from == BaselineFrom::standard_care;
  const std::string key = care                                    ? "at_baselines"
                          : relative.from == BaselineFrom::trials ? "at_trial"
                                                                  : "at_examples";
  std::string text = wrapped(
      say.text("reading." + key,
               {{"ratio", shortest(relative.ratio)},
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

std::string as_text(const SentenceReading& reading, const Findings& findings, bool with_evidence) {
  const auto folder = data_folder() / "templates";
  const Template reviewer = load_template(folder, "reviewer", "en");
  const Template plain = load_template(folder, "plain", "en");
  Citations citations;
  const SectionContext technical{findings, reviewer, citations}, people{findings, plain, citations};
  const Phrases& say = reviewer.phrases;
  const Appraisal& appraisal = findings.claims.front();
  std::string text = say.text("reading.understood") + "\n" + remarks(say, reading.understood);
  if (!reading.missing.empty())
    text += say.text("reading.missing") + "\n" + remarks(say, reading.missing);
  const std::string arithmetic = arithmetic_sentence(technical, appraisal);
  if (!arithmetic.empty()) text += "\n" + wrapped(say.text("reading.numbers") + " " + arithmetic, width);
  if (appraisal.relative) text += "\n" + ratio_text(say, *appraisal.relative, findings);
  // Without evidence only the gates that need none have spoken.
  const bool decided = with_evidence || appraisal.verdict == "ARITHMETIC_INCONSISTENT" ||
                       appraisal.verdict == "SINGLE_CASE_ONLY" ||
                       appraisal.verdict == "ZERO_SEEN_RISK_NOT_EXCLUDED" ||
                       appraisal.verdict == "NOT_TESTABLE";
  text += "\n";
  if (!decided)
    return text + wrapped(say.text("reading.no_evidence"), width) + points_to_weigh(say, appraisal);
  if (with_evidence)
    text += wrapped(say.text("reading.against",
                             {{"review", findings.review.title},
                              {"analysis", findings.review.analyses.front().title}}),
                    width);
  text += wrapped(say.text("reading.verdict",
                           {{"label", std::string(find_verdict(appraisal.verdict)->label)}}),
                  width);
  text += "\n" + wrapped(plain_sentences(people, appraisal), width);
  const std::string numbers = technical_sentence(technical, appraisal);
  if (!numbers.empty()) text += "\n" + wrapped(numbers, width);
  return text + points_to_weigh(say, appraisal);
}

}  // namespace

Exit run_claim(const Options& options) {
  const SentenceReading reading = read_sentence(options.sentence);
  if (!reading.refusal.empty()) {
    tell(Notices{{Severity::error, {"", 0, 0}, reading.refusal, options.sentence, 0, reading.hint}},
         options);
    return Exit::data;
  }
  Checked<Review> review = evidence_for(reading.claim, options.against);
  if (!options.against.empty()) tell(review.notices, options);
  if (has_errors(review.notices)) return Exit::data;
  const Findings findings = analyse(std::move(review.value), std::nullopt);
  if (options.json)
    print(write_results_json(findings, findings.notices));
  else
    print(as_text(reading, findings, !options.against.empty()));
  return Exit::done;
}

}  // namespace steelyard
