/// The question, its outcomes and analyses, all studies, all claims, and the place each came from.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "steelyard/base/date.h"
#include "steelyard/base/notice.h"
#include "steelyard/study/claim.h"
#include "steelyard/study/claim_rules.h"
#include "steelyard/study/grade_rules.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// A setting as it was typed, and where, so that a wrong name can be pointed at later.
struct Setting {
  std::string text;    ///< "REML", "0.5", "true"; lists are joined with commas
  Place where;
  std::string source;  ///< the line of the file; empty when it came from the command line
};

/// Settings by the names of interfaces.md section 4 without dashes: "measure", "tau2" …
using Settings = std::map<std::string, Setting>;

struct Question {
  std::string population, intervention, comparator;
  /// Names for the two groups in tables, short: "Cells", "Placebo". Default: intervention and
  /// comparator.
  std::string intervention_short, comparator_short;
  std::string plain_intervention, plain_comparator;  ///< "the cell treatment", "a dummy treatment"
  std::string plain_population;                      ///< "people with lupus kidney disease"
};

enum class Better { higher, lower };

/// Smallest differences that matter to patients: events per 1,000 people, or, for an outcome that is
/// measured, a difference of means in its unit.
struct ImportantDifference {
  double benefit_per_1000 = 100, harm_per_1000 = 100;
  std::string source;       ///< who chose it
  bool is_default = true;   ///< nobody chose it: reports say so
  std::optional<double> benefit_in_units = std::nullopt, harm_in_units = std::nullopt;
};

struct Outcome {
  std::string id, name, plain_name;
  Better better = Better::higher;
  std::optional<double> time_weeks;
  std::string unit;  ///< of a continuous outcome, "g per day"
  bool change = false;  ///< its means are changes from baseline, not end values
  ImportantDifference important;
  Place where;
};

/// Levels to rate down (negative) or up, each with the reviewer's reason.
struct Certainty {
  std::string level;  ///< "high", "moderate", "low", "very low"; derived from the domains if empty
  int risk_of_bias = 0, inconsistency = 0, indirectness = 0, imprecision = 0, publication_bias = 0;
  bool starts_low = false;  ///< evidence not from randomised trials
  std::vector<std::string> reasons;
  std::vector<std::string> plain_reasons;
  Place where;
};

/// One analysis that the reviewer asks for, with the rows that belong to it.
struct AnalysisRequest {
  std::string id, title, outcome;
  std::string data;  ///< file name of the table
  Settings settings;
  std::vector<std::string> columns;      ///< columns of the table, in file order
  std::vector<Study> studies;            ///< rows that the `where` filter kept, in file order
  std::optional<Certainty> certainty;
  GradeJudgements judgements;  ///< for the suggestions that stand beside the rating
  std::string favours_left, favours_right;  ///< axis labels; empty: derived from outcome and groups
  std::string note;                      ///< printed under the figure
  std::string comparison;                ///< overrides "intervention versus comparator"
  std::string e_label, c_label;          ///< short names of the two groups, if not the question's
  bool in_plain = false;                 ///< the plain document shows it
  Place where;
  std::string source;
};

/// A published pooled result that the review must reproduce (expected.toml).
struct Expected {
  std::string analysis;
  std::string quantity;  ///< "display.estimate", "display.ci_low", "heterogeneity.i2" …
  double value = 0;
  double tolerance = 0;  ///< absolute; half a unit of the last printed digit
  std::string source;
  Place where;
};

struct Input {
  std::string name;  ///< relative to the review folder
  std::string sha256;
  std::size_t bytes = 0;
};

struct Review {
  std::filesystem::path folder;
  std::string title, plain_title, slug, version, status, lang = "en";
  std::optional<Date> searched;
  std::string search_note;  ///< what was searched
  Question question;
  GradeRules grade_rules;
  ClaimRules claim_rules;
  std::vector<Outcome> outcomes;
  std::vector<AnalysisRequest> analyses;
  std::vector<Scenario> scenarios;
  std::vector<Claim> claims;
  std::vector<std::string> plain_unknowns;  ///< "what we do not know", for the plain document
  std::vector<std::string> pending;         ///< registered trials without results
  std::string notes;                        ///< notes.md, CommonMark; empty if there is none
  std::vector<Expected> expected;
  std::vector<Input> inputs;                ///< every file that was read, in name order

  [[nodiscard]] const Outcome* outcome(std::string_view id) const;
  [[nodiscard]] const AnalysisRequest* analysis(std::string_view id) const;
};

}  // namespace steelyard
