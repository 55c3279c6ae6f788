/// The questions of the fairness checklist, what a person answered, and an audit of references.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace steelyard {

/// "not judged": nobody looked. "unclear": somebody looked, and what was published does not tell.
enum class Answer { yes, no, unclear, not_applicable, not_judged };

/// Who answers an item.
enum class Judging {
  by_fields,  ///< follows from the claim record
  by_hand,    ///< only a person
  suggested   ///< suggested from the record, confirmed or changed by a person
};

/// A row of the register of questions.
struct ChecklistItem {
  std::string_view id;      ///< "outcome-defined", as in checklist_yes of a claim
  std::string_view label;   ///< the question
  std::string_view source;  ///< key in references.toml
  int number = 0;           ///< 1 to 32, the order of the specification
  Judging judging = Judging::by_hand;
  Answer passes = Answer::yes;  ///< the other of yes and no fails
  std::string_view flags;  ///< what a failure is called, with blanks between; one of them applies
};

/// The register, most consequential first.
std::span<const ChecklistItem* const> checklist_items();

/// One item of the checklist as a person answered it.
struct JudgedItem {
  const ChecklistItem* item = nullptr;
  Answer answer = Answer::unclear;
  std::string note;
  std::string flag;  ///< of an item with several, the one that the note names
  std::string role = {};  ///< who overrode the suggestion; empty: the reviewers answered
};

/// Numbers of references; all but `listed` count each reference once.
struct CitationAudit {
  std::optional<long> listed, distinct;
  std::optional<long> preclinical;    ///< animals, cells, laboratory
  std::optional<long> other_disease;  ///< people with another disease
  std::optional<long> other_product;  ///< another treatment
  std::optional<long> uncontrolled;   ///< no comparison group, reviews among them
};

}  // namespace steelyard
