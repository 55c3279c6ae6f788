// Plain document: how sure we are, what we do not know, when we looked.
#include <algorithm>

#include "report/blocks.h"
#include "report/claim_strip.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/patient_claims.h"
#include "report/section_rows.h"
#include "steelyard/base/table.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// The main result; where nothing could be pooled, that nobody had the event.
const AnalysisFinding* main_or_none_seen(const Findings& findings) {
  if (const AnalysisFinding* main = main_plain_finding(findings)) return main;
  for (const AnalysisFinding& finding : findings.analyses)
    if (findings.review.analyses[finding.request].in_plain && nobody_had_it(finding)) return &finding;
  return nullptr;
}

constexpr std::size_t most_rated = 4;  // results whose reasons two pages hold beside the rest

// Whether two pages hold reasons of other results too, by the characters of everything else on them. Where
// they are full, the box still says how sure each result is.
bool room_for_other_reasons(const SectionContext& context) {
  constexpr int most_characters = 4200;  // shipped reviews with more fill their two pages
  Document rest;
  for (const std::string& id : context.layout.sections) {
    const Section* each = find_row(sections(), id);
    if (each == nullptr || each->id == "plain_certainty") continue;
    for (Block& block : each->blocks(context)) rest.blocks.push_back(std::move(block));
  }
  return code_point_count(dump(rest)) <= most_characters;
}

// The main result first, then the others that the document shows whose rating has reasons in plain words;
// each outcome once.
struct RatedFindings {
  std::vector<const AnalysisFinding*> told;
  bool left_out = false;  // some have reasons that found no room
};
RatedFindings rated_findings(const SectionContext& context, const AnalysisFinding& main) {
  const Findings& findings = context.findings;
  RatedFindings result;
  std::vector<const AnalysisFinding*>& rated = result.told;
  if (main.certainty) rated.push_back(&main);
  const std::size_t most = room_for_other_reasons(context) ? most_rated : rated.size();
  for (const AnalysisFinding& other : findings.analyses) {
    const AnalysisRequest& request = findings.review.analyses[other.request];
    const bool told = !request.in_plain || is_check(request) || other.outcome == main.outcome ||
                      std::ranges::any_of(rated, [&](const auto* each) { return each->outcome == other.outcome; });
    if (told || !other.certainty || other.certainty->rating.plain_reasons.empty()) continue;
    if (rated.size() < most)
      rated.push_back(&other);
    else
      result.left_out = true;
  }
  return result;
}

// Whether a claim that is judged by this finding is told that a difference is sure, but not how large: then
// the same words stand here.
bool told_without_size(const Findings& findings, const AnalysisFinding& finding) {
  return std::ranges::any_of(findings.claims, [&](const Appraisal& appraisal) {
    if (!appraisal.controlled || !appraisal.by_evidence || appraisal.analysis != finding.request) return false;
    const Position where = appraisal.controlled->where;
    return where == Position::benefit_size_uncertain || where == Position::harm_size_uncertain;
  });
}

std::string sure_text(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const std::string level = level_name(finding.certainty->level), partly = "plain.sure_partly." + level;
  const bool open = say.has(partly) && told_without_size(context.findings, finding);
  std::string text = say.text(open ? partly : "plain.sure." + level);
  for (const std::string& reason : finding.certainty->rating.plain_reasons)
    text += " " + reason + (reason.ends_with('.') ? "" : ".");
  return text;
}

std::vector<Block> certainty_blocks(const SectionContext& context) {
  const AnalysisFinding* main = main_or_none_seen(context.findings);
  if (main == nullptr) return {};
  const Phrases& say = context.layout.phrases;
  const bool several = std::ranges::any_of(context.findings.analyses, [&](const AnalysisFinding& other) {
    return &other != main && context.findings.review.analyses[other.request].in_plain;
  });
  // Results that are rated alike for the same reasons share their words.
  std::vector<std::pair<std::string, std::string>> alike;  // text, outcomes
  const RatedFindings rated = rated_findings(context, *main);
  for (const AnalysisFinding* finding : rated.told) {
    const std::string text = sure_text(context, *finding);
    const std::string outcome = finding->outcome ? capitalised(plain_outcome(context.findings, *finding)) : "";
    const auto same = std::ranges::find(alike, text, &std::pair<std::string, std::string>::first);
    if (same == alike.end())
      alike.emplace_back(text, outcome);
    else if (!outcome.empty())
      same->second += "; " + outcome;
  }
  if (alike.empty()) return {};
  if (rated.left_out) alike.back().first += " " + say.text("plain.sure_elsewhere");
  std::vector<Block> result{heading(2, say.text("plain.sure_heading"))};
  for (const auto& [text, outcomes] : alike)
    result.push_back(paragraph(plain(
        several && !outcomes.empty() ? say.text("plain.sure_about", {{"outcome", outcomes}}) + " " + text : text)));
  return result;
}

void add_once(List& list, const std::string& text) {
  const bool there = std::ranges::any_of(
      list.items, [&](const Runs& item) { return item.front().text == text; });
  if (!there) list.items.push_back(plain(text));
}

// Questions for the doctor, and for those who make the claim, side by side.
Block questions(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  constexpr std::size_t most = 4;  // of a list that is still asked to the end
  List doctor, claimant;
  for (int i = 1; say.has("plain.ask_doctor_" + std::to_string(i)); ++i)
    add_once(doctor, i == 1 && compared_with_none(context.findings.review)
                         ? say.text("plain.ask_doctor_none",
                                    {{"comparator", plain_c(context.findings.review)}})
                         : say.text("plain.ask_doctor_" + std::to_string(i)));
  for (const Claim& claim : context.findings.review.claims)
    for (const std::string& text : claim.unknowns)
      if (claimant.items.size() < most) add_once(claimant, text);
  Columns columns;
  columns.columns.push_back(
      {heading(3, say.text("plain.ask_doctor_heading")), {std::move(doctor)}});
  if (!claimant.items.empty())
    columns.columns.push_back(
        {heading(3, say.text("plain.ask_claimant_heading")), {std::move(claimant)}});
  return {std::move(columns)};
}

std::vector<Block> unknown_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  List unknown;
  for (const std::string& text : context.findings.review.plain_unknowns) add_once(unknown, text);
  if (!unknown.items.empty()) {
    result.push_back(heading(2, say.text("plain.unknown_heading")));
    result.push_back({std::move(unknown)});
  }
  result.push_back(heading(2, say.text("plain.ask_heading")));
  result.push_back(questions(context));
  return result;
}

std::vector<Block> about_blocks(const SectionContext& context) {
  const Review& review = context.findings.review;
  const Phrases& say = context.layout.phrases;
  std::string text;
  if (review.searched)
    text = say.text("plain.looked", {{"date", date_text(*review.searched)}}) + " ";
  else if (!review.search_note.empty())
    text = say.text("plain.not_looked") + " ";
  if (!review.version.empty())
    text += say.text("plain.version", {{"version", review.version}}) + " ";
  if (context.findings.dated)
    text += say.text("plain.made", {{"date", date_text(context.findings.date)}}) + " ";
  if (lower_case(review.status).starts_with("draft") || awaits_signature(context.findings))
    text += say.text(all_signed(context.findings) ? "plain.draft_signed" : "plain.draft");
  const std::size_t claims = context.findings.claims.size();
  const auto plain_claims = std::ranges::count_if(
      review.claims, [&](const Claim& claim) { return !words_for_patients(review, claim).empty(); });
  const std::size_t told = std::min<std::size_t>(static_cast<std::size_t>(plain_claims), 3);
  if (claims > told)
    text += " " + say.text(claims - told == 1 ? (told > 0 ? "plain.more_claim" : "plain.one_claim")
                           : told > 0         ? "plain.more_claims"
                                              : "plain.claims",
                           {{"number", in_words(static_cast<int>(claims - told))}});
  std::vector<Block> result{heading(2, say.text("plain.about_heading"))};
  if (!text.empty()) result.push_back(paragraph(plain(std::string(trimmed(text)))));
  // Who is offered something against nothing does not "start or stop a treatment".
  const bool or_nothing = compared_with_none(context.findings.review);
  result.push_back(paragraph(plain(say.text(or_nothing ? "plain.advice_none" : "plain.advice",
                                            {{"treatment", plain_e(context.findings.review)}}))));
  return result;
}

}  // namespace

namespace section {
const Section plain_certainty{"plain_certainty", "How sure we are", "", certainty_blocks};
const Section plain_unknowns{"plain_unknowns", "What we do not know", "", unknown_blocks};
const Section plain_about{"plain_about", "When we looked", "", about_blocks};
}  // namespace section

}  // namespace steelyard
