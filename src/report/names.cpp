// What things are called in a report.
#include "report/names.h"

#include <algorithm>
#include <array>

#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/numbers.h"
#include "report/patient_claims.h"
#include "steelyard/study/derivation.h"
#include "steelyard/study/unit.h"

namespace steelyard {

std::string e_name(const Review& review, const AnalysisRequest& request) {
  if (!request.e_label.empty()) return request.e_label;
  return review.question.intervention_short.empty() ? "treatment"
                                                    : review.question.intervention_short;
}

std::string c_name(const Review& review, const AnalysisRequest& request) {
  if (!request.c_label.empty()) return request.c_label;
  return review.question.comparator_short.empty() ? "control" : review.question.comparator_short;
}

std::string title_of(const Findings& findings, const AnalysisFinding& finding) {
  const AnalysisRequest& request = findings.review.analyses[finding.request];
  if (!request.title.empty()) return request.title;
  if (finding.outcome) return findings.review.outcomes[*finding.outcome].name;
  return request.id;
}

std::string plain_e(const Review& review) {
  const Question& question = review.question;
  if (!question.plain_intervention.empty()) return question.plain_intervention;
  return question.intervention_short.empty() ? "the treatment" : question.intervention_short;
}

std::string plain_c(const Review& review) {
  const Question& question = review.question;
  if (!question.plain_comparator.empty()) return question.plain_comparator;
  return question.comparator_short.empty() ? "what it was compared with"
                                           : question.comparator_short;
}

bool names_time(const std::string& name) {
  const std::string text = lower_case(name);
  return std::ranges::any_of(std::array{"week", "month", "year", " day"}, [&](const char* word) {
    return text.find(word) != std::string::npos;
  });
}

bool compared_with_none(const Review& review) {
  return review.question.plain_comparator.starts_with("no ");
}

bool compares_groups(const AnalysisFinding& finding) {
  if (finding.effects.data.empty() || !finding.plan.measure->scale.no_effect) return false;
  const Data& data = finding.effects.data.front();
  return std::holds_alternative<TwoByTwo>(data) || std::holds_alternative<TwoMeans>(data) ||
         std::holds_alternative<PersonTime>(data) || std::holds_alternative<GivenEffect>(data) ||
         std::holds_alternative<ObservedMinusExpected>(data);
}

bool shows_difference_instead(const AnalysisFinding& finding) {
  return finding.synthesis.k == 1 && !finding.corrected.empty() && finding.trial_difference &&
         finding.plan.measure->scale.ratio;
}

bool nobody_had_it(const AnalysisFinding& finding) {
  return !finding.pooled && !shows_difference_instead(finding) && finding.e_events == 0 && finding.c_events == 0 && finding.e_n > 0 &&
         finding.c_n > 0 && all_data_are<TwoByTwo>(finding);
}

std::string unit_counted(const Findings& findings, const AnalysisFinding& finding) {
  const AnalysisRequest& request = findings.review.analyses[finding.request];
  for (const std::size_t study : finding.effects.study)
    if (const std::string unit = unit_counted(request.studies[study]); !unit.empty()) return unit;
  return "";
}

std::string participants_text(const Findings& findings, const AnalysisFinding& finding) {
  const std::string unit = unit_counted(findings, finding);
  const double all = finding.e_n + finding.c_n;
  if (!unit.empty()) return all > 0 ? count(all) + "\u00A0" + unit : "";
  return finding.effects.participants > 0 ? counted(finding.effects.participants, "person", "people")
                                          : "";
}

std::string size_text(const Findings& findings, const AnalysisFinding& finding) {
  const std::string studies = counted(finding.synthesis.studies, "study", "studies");
  const std::string people = participants_text(findings, finding);
  return people.empty() ? studies : studies + ", " + people;
}

std::string capitalised(std::string text) {
  const auto small = [&](std::size_t i) {
    return i >= text.size() || (text[i] >= 'a' && text[i] <= 'z') || text[i] == ' ' ||
           text[i] == '-';
  };
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z' && small(1))
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string plain_outcome(const Findings& findings, const AnalysisFinding& finding) {
  if (!finding.outcome) return title_of(findings, finding);
  const Outcome& outcome = findings.review.outcomes[*finding.outcome];
  return outcome.plain_name.empty() ? outcome.name : outcome.plain_name;
}

bool is_check(const AnalysisRequest& request) { return request.settings.contains("check"); }

bool is_mean_difference(const Findings& findings, const AnalysisFinding& finding) {
  return finding.pooled && finding.outcome && finding.plan.measure->id == "MD" &&
         !findings.review.outcomes[*finding.outcome].unit.empty();
}

const AnalysisFinding* main_plain_finding(const Findings& findings) {
  // Where the reviewer chose none, every analysis may be the main one.
  const bool chosen = std::ranges::any_of(findings.analyses, [&](const AnalysisFinding& finding) {
    return findings.review.analyses[finding.request].in_plain;
  });
  const AnalysisFinding* first = nullptr;
  for (const AnalysisFinding& finding : findings.analyses) {
    const AnalysisRequest& request = findings.review.analyses[finding.request];
    const bool wanted = chosen ? request.in_plain : !is_check(request);
    if (!wanted || !finding.pooled) continue;
    if (finding.absolute || is_mean_difference(findings, finding)) return &finding;
    if (first == nullptr) first = &finding;
  }
  return first;
}

namespace {

// "reported", "exact count", "means and SDs reported": printed as it stands here.
bool as_printed(const std::string& basis) {
  const std::string text = lower_case(basis);
  return text.empty() || text == "exact count" || text == "reported" || text.ends_with(" reported");
}

// Of two groups only the comparison group is shown.
bool shows_control_alone(const Study& study, const Data& data) {
  const auto* one = std::get_if<OneProportion>(&data);
  if (one == nullptr) return false;
  const auto events = parse_number(study.cell("c_events")), n = parse_number(study.cell("c_n"));
  return events && n && *events == one->events && *n == one->n;
}

}  // namespace

std::vector<std::string> data_basis(const Study& study, const Data& data) {
  std::vector<std::string> ways;
  const bool control = shows_control_alone(study, data);
  for (const std::string& part : split(study.cell("count_basis"), ';')) {
    const std::string basis(trimmed(part));
    const bool of_others = control && basis.starts_with("e_derived");
    if (!as_printed(basis) && !of_others) ways.push_back(basis);
  }
  for (const std::string_view id : derivations(study, data.index())) ways.emplace_back(id);
  return ways;
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
  for (const Appraisal& appraisal : findings.claims)
    if (appraisal.share && !words_for_patients(findings.review, findings.review.claims[appraisal.claim]).empty())
      return people_claimed(findings.review.claims[appraisal.claim], appraisal);
  const AnalysisFinding* main = main_plain_finding(findings);
  constexpr double rare = 50;  // per 1000: below it a hundred people cannot show the difference
  if (main == nullptr || !main->absolute || main->synthesis.k == 1) return 100;
  return std::max(main->absolute->control_per_1000, main->absolute->with_per_1000) < rare ? 1000
                                                                                           : 100;
}

std::string counted(double number, const std::string& one, const std::string& many) {
  return count(number) + "\u00A0" + (number == 1 ? one : many);
}

}  // namespace steelyard
