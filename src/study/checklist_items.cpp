// The register of the fairness checklist. Source of the set: the project's claim specification,
// section 5, whose order of consequence this is.
#include <array>

#include "steelyard/study/checklist_item.h"

namespace steelyard {

namespace checklist {

namespace {

constexpr std::string_view concepts = "chalmers2018", proof = "ftc2022", own = "steelyard-claims";
constexpr Judging fields = Judging::by_fields, hand = Judging::by_hand, both = Judging::suggested;
constexpr Answer yes = Answer::yes, no = Answer::no;

constexpr ChecklistItem comparison_group{"comparison-group", "Was there a comparison group?",
                                         concepts, 9, fields, yes, "NO_CONTROL"};
constexpr ChecklistItem outcome_defined{"outcome-defined", "Is the outcome defined?", concepts, 3,
                                        fields, yes, "OUTCOME_UNDEFINED"};
constexpr ChecklistItem source_named{"source-named", "Is the source study identified?", proof, 7,
                                     fields, yes, "SOURCE_MISSING"};
constexpr ChecklistItem substitution{
    "substitution", "Could acting on the claim lead someone to stop effective care?", concepts, 30,
    both, no, "SUBSTITUTION_CLAIM"};
constexpr ChecklistItem all_counted{"all-counted", "Were all who started counted?", concepts, 12,
                                    fields, yes, "ATTRITION"};
constexpr ChecklistItem comparator_missing{
    "comparator-missing", "Is a comparative word used without a comparator?", concepts, 13, fields,
    no, "COMPARATOR_MISSING"};
constexpr ChecklistItem treatment_named{
    "treatment-named",
    "Is the treatment named (product, source, dose, added to or in place of other care)?", concepts,
    1, fields, yes, "INTERVENTION_VAGUE"};
constexpr ChecklistItem population_named{"population-named", "Is the population named?", concepts, 2,
                                         fields, yes, "POPULATION_VAGUE"};
constexpr ChecklistItem time_given{"time-given", "Is the time point given?", concepts, 4, fields,
                                   yes, "TIME_MISSING"};
constexpr ChecklistItem numbers_given{"numbers-given",
                                      "Are both numerator and denominator given?", concepts, 5,
                                      fields, yes, "NUMBERS_INCOMPLETE"};
constexpr ChecklistItem arithmetic_holds{"arithmetic-holds", "Does the arithmetic hold?",
                                         "brown2017", 6, fields, yes,
                                         "ARITH_INCONSISTENT ARITH_ROUNDING_ONLY DENOMINATOR_SWITCH"};
constexpr ChecklistItem source_agrees{"source-agrees",
                                      "Can the source be found, and does it say this?", proof, 8,
                                      hand, yes, "SOURCE_MISMATCH"};
constexpr ChecklistItem allocation{"allocation", "Was allocation random and concealed?", proof, 10,
                                   hand, yes, "RISK_OF_BIAS"};
constexpr ChecklistItem blinding{"blinding", "Was the assessor blind to treatment?", concepts, 11,
                                 both, yes, "UNBLINDED"};
constexpr ChecklistItem absolute_numbers{"absolute-numbers",
                                         "Are absolute numbers given for relative words?", concepts,
                                         14, fields, yes, "RELATIVE_ONLY"};
constexpr ChecklistItem harms_shown{"harms-shown",
                                    "Are harms given with the same weight as benefits?", concepts,
                                    15, both, yes, "ONE_SIDED"};
constexpr ChecklistItem zero_as_safe{"zero-as-safe", "Is a zero presented as safety?", concepts, 16,
                                     fields, no, "ZERO_AS_SAFE"};
constexpr ChecklistItem mechanism{"mechanism", "Is mechanism offered as proof of effect?", proof, 17,
                                  both, no, "MECHANISM_AS_EFFICACY"};
constexpr ChecklistItem testimonial{"testimonial", "Is a testimonial offered as proof?", proof, 18,
                                    fields, no, "TESTIMONIAL"};
constexpr ChecklistItem same_disease{"same-disease",
                                     "Does the story concern the same disease as the page?",
                                     concepts, 19, fields, yes, "DISEASE_MISMATCH"};
constexpr ChecklistItem other_changes{"other-changes", "Did the person also change other things?",
                                      concepts, 20, hand, no, "CO_INTERVENTION"};
constexpr ChecklistItem appeal{
    "appeal", "Does newness, naturalness, age or authority stand in for evidence?", concepts, 21,
    both, no, "NOVELTY APPEAL_TO_NATURE AUTHORITY"};
constexpr ChecklistItem regulatory{
    "regulatory", "Is ethics-board approval or laboratory compliance offered as evidence of effect?",
    proof, 22, both, no, "REGULATORY_TOKEN"};
constexpr ChecklistItem references_fit{
    "references-fit",
    "Do the references test this product in people with this disease, with controls?", proof, 23,
    hand, yes,
    "CITATION_DUPLICATED CITATION_PRECLINICAL CITATION_OTHER_DISEASE CITATION_OTHER_PRODUCT "
    "CITATION_UNCONTROLLED"};
constexpr ChecklistItem breadth{"breadth", "Is one treatment offered for many unrelated diseases?",
                                concepts, 24, fields, no, "BREADTH"};
constexpr ChecklistItem significant{"significant", "Does \"significant\" say which kind?", concepts,
                                    25, fields, yes, "AMBIGUOUS_SIGNIFICANT"};
constexpr ChecklistItem primary_outcome{"primary-outcome",
                                        "Is the claimed outcome the registered primary outcome?",
                                        concepts, 26, hand, yes, "OUTCOME_SWITCH"};
constexpr ChecklistItem subgroup_planned{"subgroup-planned", "Was the subgroup planned?", concepts,
                                         27, hand, yes, "SUBGROUP"};
constexpr ChecklistItem long_enough{"long-enough",
                                    "Is the follow-up long enough for the promise?", concepts, 28,
                                    fields, yes, "DURATION_GAP"};
constexpr ChecklistItem interest{"interest", "Does the claimant sell the treatment?", concepts, 29,
                                 fields, no, "INTEREST"};
constexpr ChecklistItem reply_offered{"reply-offered",
                                      "Was the claimant offered a reply, and is it printed?", own,
                                      31, hand, yes, "NO_REPLY_OFFERED"};
constexpr ChecklistItem self_check{"self-check",
                                   "Do the studies that we cite pass the same checks?", own, 32,
                                   fields, yes, "SELF_CHECK_FAILED"};

constexpr std::array<const ChecklistItem*, 32> rows{
    &comparison_group, &outcome_defined,  &source_named,     &substitution,    &all_counted,
    &comparator_missing, &treatment_named, &population_named, &time_given,      &numbers_given,
    &arithmetic_holds, &source_agrees,    &allocation,       &blinding,        &absolute_numbers,
    &harms_shown,      &zero_as_safe,     &mechanism,        &testimonial,     &same_disease,
    &other_changes,    &appeal,           &regulatory,       &references_fit,  &breadth,
    &significant,      &primary_outcome,  &subgroup_planned, &long_enough,     &interest,
    &reply_offered,    &self_check};

}  // namespace

}  // namespace checklist

std::span<const ChecklistItem* const> checklist_items() {
  return checklist::rows;
}

}  // namespace steelyard
