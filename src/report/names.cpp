// What things are called in a report.
#include "report/names.h"

#include <algorithm>
#include <array>

#include "report/blocks.h"
#include "report/numbers.h"

namespace steelyard {

std::string e_name(const Review& review, const AnalysisRequest& request) {
  if (!request.e_label.empty()) return request.e_label;
  return review.question.intervention_short.empty() ? "Treatment"
                                                    : review.question.intervention_short;
}

std::string c_name(const Review& review, const AnalysisRequest& request) {
  if (!request.c_label.empty()) return request.c_label;
  return review.question.comparator_short.empty() ? "Control" : review.question.comparator_short;
}

std::string title_of(const Findings& findings, const AnalysisFinding& finding) {
  const AnalysisRequest& request = findings.review.analyses[finding.request];
  if (!request.title.empty()) return request.title;
  if (finding.outcome) return findings.review.outcomes[*finding.outcome].name;
  return request.id;
}

std::string uncapitalised(std::string text) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool one_word_start = text.size() < 2 || !(upper(text[1]) || text[1] == '-');
  if (!text.empty() && upper(text[0]) && one_word_start)
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

const AnalysisFinding* main_plain_finding(const Findings& findings) {
  const AnalysisFinding* first = nullptr;
  for (const AnalysisFinding& finding : findings.analyses) {
    if (!findings.review.analyses[finding.request].in_plain || !finding.pooled) continue;
    if (finding.absolute) return &finding;
    if (first == nullptr) first = &finding;
  }
  return first;
}

std::string count_basis(const Study& study) {
  const std::string basis(study.cell("count_basis"));
  return basis == "reported" ? "" : basis;
}

bool has_derived_counts(const Findings& findings, const AnalysisFinding& finding) {
  const AnalysisRequest& request = findings.review.analyses[finding.request];
  for (const StudyFinding& study : finding.studies)
    if (!count_basis(request.studies[study.study]).empty()) return true;
  return false;
}

Runs identifiers(const Study& study) {
  Runs runs;
  const auto add = [&](const std::string& text, const std::string& link) {
    if (!runs.empty()) runs.push_back({"; ", Face::regular, Tone::normal, ""});
    runs.push_back({text, Face::regular, Tone::normal, link});
  };
  const std::string doi(study.cell("doi")), pmid(study.cell("pmid")), nct(study.cell("nct"));
  if (!doi.empty()) add("doi:" + doi, "https://doi.org/" + doi);
  if (!pmid.empty()) add("PMID " + pmid, "https://pubmed.ncbi.nlm.nih.gov/" + pmid + "/");
  if (!nct.empty()) add(nct, "https://clinicaltrials.gov/study/" + nct);
  return runs;
}

std::string level_name(CertaintyLevel level) {
  constexpr std::array<std::string_view, 4> names{"very low", "low", "moderate", "high"};
  return std::string(names.at(static_cast<std::size_t>(level)));
}

std::string level_symbols(CertaintyLevel level) {
  std::string text;
  for (int i = 0; i < 4; ++i) text += i <= static_cast<int>(level) ? "⊕" : "◯";
  return text;
}

std::string of(double events, double n) {
  return count(events) + "\u00A0of\u00A0" + count(n);
}

double people_shown(const Findings& findings) {
  const AnalysisFinding* main = main_plain_finding(findings);
  constexpr double rare = 50;  // per 1000: below it a hundred people cannot show the difference
  if (main == nullptr || !main->absolute || main->studies.size() == 1) return 100;
  return std::max(main->absolute->control_per_1000, main->absolute->with_per_1000) < rare ? 1000
                                                                                           : 100;
}

std::string counted(double number, const std::string& one, const std::string& many) {
  return count(number) + "\u00A0" + (number == 1 ? one : many);
}

}  // namespace steelyard
