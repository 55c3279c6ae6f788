// What things are called in a report: groups, outcomes, comparisons.
#pragma once
#include <optional>
#include <string>

#include "steelyard/report/compose.h"

namespace steelyard {

/// Short names of the two groups: "Cells", "Placebo".
std::string e_name(const Review& review, const AnalysisRequest& request);
std::string c_name(const Review& review, const AnalysisRequest& request);

/// The two groups in words for patients: "the cell treatment", "a dummy treatment"; from the short
/// or full names where the review has no plain ones.
std::string plain_e(const Review& review);
std::string plain_c(const Review& review);

/// True if the studies compare two groups of people, so that one of them can be favoured.
bool compares_groups(const AnalysisFinding& finding);

/// True where the ratio of one trial rests on an addition to its cells: its difference is shown.
bool shows_difference_instead(const AnalysisFinding& finding);

/// True where no effect is shown because nobody in either group of any study had the event.
/// True where a name tells the time itself: "after a month", "at week 4".
bool names_time(const std::string& name);

/// True where the plain name of the comparator is "no …": nothing is given in place of the treatment.
bool compared_with_none(const Review& review);

bool nobody_had_it(const AnalysisFinding& finding);

/// What the pooled studies count where that is not people: "treatment periods"; empty for people.
std::string unit_counted(const Findings& findings, const AnalysisFinding& finding);

/// "120 people", "92 treatment periods"; empty where the data do not tell how many.
std::string participants_text(const Findings& findings, const AnalysisFinding& finding);

/// "3 studies, 120 people"; only the studies where the data do not tell how many people.
std::string size_text(const Findings& findings, const AnalysisFinding& finding);

/// The request's own title, else the outcome's name, else its id.
std::string title_of(const Findings& findings, const AnalysisFinding& finding);

/// "Risk ratio" for "risk ratio"; "pH low" stays.
std::string capitalised(std::string text);

/// How the data of a study came about, where they were not simply printed: ids of `basis` phrases;
/// empty if they were.
std::vector<std::string> data_basis(const Study& study, const Data& data);

/// "DOI 10.1136/…" as a link, with PMID and registry number; empty if the study gives none.
Runs identifiers(const Study& study);

/// The outcome in words for patients.
std::string plain_outcome(const Findings& findings, const AnalysisFinding& finding);

/// True if the analysis repeats another one by another method, or checks a printed number: it stands
/// among the results and is no finding of its own.
bool is_check(const AnalysisRequest& request);

/// True if the groups differ by so many of a unit that has a name.
bool is_mean_difference(const Findings& findings, const AnalysisFinding& finding);

/// The finding that the plain document opens with: the first comparison it shows, else the first share.
/// Null if the plain document shows none.
const AnalysisFinding* main_plain_finding(const Findings& findings);

/// Level of certainty in words: "very low".
std::string level_name(CertaintyLevel level);

/// ⊕⊕◯◯
std::string level_symbols(CertaintyLevel level);

/// The shape most of the analysis's data have.
template <class Shape>
bool all_data_are(const AnalysisFinding& finding) {
  if (finding.effects.data.empty()) return false;
  for (const Data& data : finding.effects.data)
    if (!std::holds_alternative<Shape>(data)) return false;
  return true;
}

/// How many people the plain document counts out of, the same everywhere in it: as many as the first
/// claim with numbers speaks of, else 100, or 1000 where the main outcome is rare. Source: EMA/IMI PROTECT, pictograms below 1%
double people_shown(const Findings& findings);

/// "9 of 12", kept on one line.
std::string of(double events, double n);

/// "1 study", "13 studies".
std::string counted(double number, const std::string& one, const std::string& many);

}  // namespace steelyard
