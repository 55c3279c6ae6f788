// One forest plot an analysis, with its heterogeneity line and notes.
#include <algorithm>

#include "report/blocks.h"
#include "report/figures/forest.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "steelyard/study/derivation.h"

namespace steelyard {

namespace {

Runs caption(const SectionContext& context, const AnalysisFinding& finding) {
  const Review& review = context.findings.review;
  const AnalysisRequest& request = review.analyses[finding.request];
  const Phrases& say = context.layout.phrases;
  const Synthesis& synthesis = finding.synthesis;
  std::string model;
  if (nobody_had_it(finding))
    model = say.text("results.nobody");
  else if (finding.synthesis.k < 2)
    model = say.text("results.one_study");
  else if (finding.plan.method.model == Model::common)
    model = say.text("results.common",
                     {{"pooling", synthesis.method.pooling != nullptr
                                      ? std::string(synthesis.method.pooling->label)
                                      : ""}});
  else
    model = say.text("results.random",
                     {{"tau2", synthesis.method.fixed_tau2 ? say.text("results.fixed_tau2")
                               : synthesis.method.tau2 != nullptr
                                   ? std::string(synthesis.method.tau2->label)
                                   : ""},
                      {"interval", synthesis.method.interval != nullptr
                                       ? std::string(synthesis.method.interval->label)
                                       : ""}});
  const Measure& measure = drawn_measure(finding);
  Runs runs = bold(capitalised(std::string(measure.label)) + ". ");
  std::string comparison = request.comparison;
  if (comparison.empty() && compares_groups(finding))
    comparison = capitalised(e_name(review, request)) + " versus " + c_name(review, request);
  if (finding.outcome) {
    const auto& weeks = review.outcomes[*finding.outcome].time_weeks;
    if (weeks) comparison += (comparison.empty() ? "At " : ", at ") + weeks_text(*weeks);
  }
  if (!comparison.empty()) append(runs, bold(comparison + ". "));
  append(runs, plain(model));
  return runs;
}

std::string absolute_sentence(const SectionContext& context, const AnalysisFinding& finding) {
  if (!finding.absolute) return "";
  const AbsoluteEffect& absolute = *finding.absolute;
  const Review& review = context.findings.review;
  const AnalysisRequest& request = review.analyses[finding.request];
  return context.layout.phrases.text(
      finding.synthesis.k == 1 ? "results.absolute_one" : "results.absolute",
      {{"control", whole(absolute.control_per_1000)},
       {"with", whole(absolute.with_per_1000)},
       {"low", whole(absolute.with_low)},
       {"high", whole(absolute.with_high)},
       {"e_name", e_name(review, request)},
       {"c_name", c_name(review, request)}});
}

// A reviewer's own code reads as words.
std::string in_plain_words(std::string code) {
  if (code.find(' ') == std::string::npos) std::ranges::replace(code, '_', ' ');
  return code;
}

// How numbers came about that were not printed as such: each way once, with its studies.
std::string derived_note(const SectionContext& context, const AnalysisFinding& finding) {
  const AnalysisRequest& request = context.findings.review.analyses[finding.request];
  const Phrases& say = context.layout.phrases;
  std::vector<std::pair<std::string, std::string>> ways;
  for (std::size_t i = 0; i < finding.studies.size(); ++i) {
    const StudyFinding& study = finding.studies[i];
    for (const std::string& basis :
         data_basis(request.studies[study.study], finding.effects.data[i])) {
      auto way = std::ranges::find(ways, basis, &std::pair<std::string, std::string>::first);
      if (way == ways.end())
        ways.emplace_back(basis, study.name);
      else
        way->second += ", " + study.name;
    }
  }
  std::string text;
  for (const auto& [basis, studies] : ways) {
    const std::string key = "basis." + basis;
    const DerivationWay* way = derivation_way(basis);
    const std::string label = way != nullptr ? std::string(way->label) : in_plain_words(basis);
    text += (text.empty() ? "" : "; ") + (say.has(key) ? say.text(key) : label);
    if (way != nullptr) text += " " + context.citations.cite(way->source);
    if (finding.studies.size() > 1) text += " (" + studies + ")";
  }
  return text.empty() ? "" : say.text("results.derived", {{"list", text}});
}

std::string subgroup_line(const SectionContext& context, const AnalysisFinding& finding) {
  if (!finding.subgroup_test || finding.subgroups.size() < 2) return "";
  const SubgroupTest& test = *finding.subgroup_test;
  return context.layout.phrases.text("results.subgroup_test", {{"q", decimal(test.q, 2)},
                                                               {"df", decimal(test.df, 0)},
                                                               {"p", p_text(test.p)}});
}

void add_one(std::vector<Block>& result, const SectionContext& context,
             const AnalysisFinding& finding) {
  const AnalysisRequest& request = context.findings.review.analyses[finding.request];
  const std::string title = title_of(context.findings, finding);
  result.push_back(heading(3, title));
  if (finding.studies.empty()) {
    result.push_back(paragraph(plain(context.layout.phrases.text("results.nothing"))));
    return;
  }
  Table table = forest_table(context, finding);
  table.caption = caption(context, finding);
  std::string note;
  for (const std::string& part :
       {heterogeneity_line(context.findings, finding), subgroup_line(context, finding),
        absolute_sentence(context, finding), derived_note(context, finding), request.note})
    if (!part.empty()) note += (note.empty() ? "" : " ") + part;
  table.note = plain(note);
  result.push_back({std::move(table)});
  // That there is one study stands in the caption already. Of effects that nobody saw nothing is told.
  for (const FitNote& fit : finding.synthesis.notes)
    if (fit.code != "k1" && !(nobody_had_it(finding) && fit.code.find("tau2") != std::string::npos))
      result.push_back(paragraph(plain(capitalised(fit.text) + (fit.text.ends_with('.') ? "" : ".")),
                               ParagraphRole::note));
}

std::vector<Block> results_blocks(const SectionContext& context) {
  std::vector<Block> result;
  if (context.findings.analyses.empty()) return result;
  result.push_back(heading(2, context.layout.phrases.text("results.heading")));
  for (const AnalysisFinding& finding : context.findings.analyses)
    add_one(result, context, finding);
  return result;
}

}  // namespace

namespace section {
const Section results{"results", "Results", "", results_blocks};
}

}  // namespace steelyard
