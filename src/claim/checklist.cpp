// The fairness checklist for one claim: what its fields answer, what a person answered over it.
// Source: the project's claim specification, section 5.
#include "steelyard/claim/checklist.h"

#include <algorithm>
#include <array>
#include <optional>

#include "checklist_words.h"
#include "claim/claim_kinds.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// What the record says of one item.
struct Found {
  Answer answer = Answer::not_judged;
  std::string reason = "";
  std::vector<std::string> flags = {};  // in place of the item's own
  bool unclear_fails = false;           // not telling is the failure
};

using Context = ChecklistContext;

constexpr Answer yes = Answer::yes, no = Answer::no, unclear = Answer::unclear,
                 not_applicable = Answer::not_applicable, not_judged = Answer::not_judged;

Answer either(bool condition) {
  return condition ? yes : no;
}

bool unstated(const std::string& text) {
  return text.empty() || lower_case(text) == "not stated";
}

bool about_people(const Claim& claim) {
  return about_effect(claim) || about_safety(claim);
}

// Claims that can bear on this one, itself included.
std::vector<const Claim*> near_claims(const Context& context) {
  std::vector<const Claim*> claims;
  if (context.all == nullptr) return claims;
  if (context.near != nullptr)
    for (const std::size_t i : *context.near) claims.push_back(&(*context.all)[i]);
  else
    for (const Claim& each : *context.all) claims.push_back(&each);
  return claims;
}

Found treatment_named(const Context& context) {
  const Claim& claim = *context.claim;
  const bool names_none = unstated(claim.intervention);
  if (is_one_of(claim.type, {"prevalence", "convenience"}) || (claim.type == "authority" && names_none))
    return {not_applicable};
  if (names_none) return {no};
  const bool complete = !unstated(claim.product_source) && !unstated(claim.dose) &&
                        is_one_of(claim.add_on, {"add_on", "replacement"});
  return {complete ? yes : unclear, complete ? "" : "parts_missing"};
}

Found population_named(const Context& context) {
  if (is_one_of(context.claim->type, {"authority", "convenience"})) return {not_applicable};
  return {either(!unstated(context.claim->population))};
}

Found outcome_defined(const Context& context) {
  if (!about_people(*context.claim)) return {not_applicable};
  return {either(context.claim->outcome_defined)};
}

Found time_given(const Context& context) {
  if (!about_people(*context.claim)) return {not_applicable};
  return {either(context.claim->time_point_weeks.has_value())};
}

Found numbers_given(const Context& context) {
  const Claim& claim = *context.claim;
  if (!about_people(claim)) return {not_applicable};
  return {either(has_share(claim) || (claim.type == "safety_zero" && claim.n))};
}

Found arithmetic_holds(const Context& context) {
  if (context.arithmetic == nullptr) return {not_judged};
  const ArithmeticCheck& check = *context.arithmetic;
  if (check.denominator_switch) return {no, "", {"DENOMINATOR_SWITCH"}};
  if (check.code == Arithmetic::inconsistent) return {no, "", {"ARITH_INCONSISTENT"}};
  if (check.code == Arithmetic::rounding_only) return {unclear, "unusual_rounding", {"ARITH_ROUNDING_ONLY"}, true};
  if (!context.claim->percent_text.empty() &&
      (check.code == Arithmetic::ok || check.code == Arithmetic::approximate))
    return {yes, check.power.value_or(1) > 0 ? "possible" : "no_power"};
  return {not_applicable, "nothing_to_check"};
}

Found source_named(const Context& context) {
  if (!about_people(*context.claim)) return {not_applicable};
  return {either(context.claim->source_named)};
}

Found source_agrees(const Context& context) {
  if (context.claim->source_named) return {not_judged};
  return {not_applicable, about_people(*context.claim) ? "no_source" : ""};
}

Found comparison_group(const Context& context) {
  const Claim& claim = *context.claim;
  if (!about_effect(claim)) return {not_applicable};
  if (claim.comparator_stated == "named" || claim.design_claimed == "randomised") return {yes};
  const bool single = is_one_of(claim.design_claimed, {"single_arm", "case_series", "case", "survey"});
  if (single) return {no};
  if (claim.comparator_stated == "none") return {no, "none_mentioned"};
  if (claim.comparator_stated.empty() && claim.design_claimed.empty()) return {not_judged};
  return {unclear, "comparison_unclear", {}, true};
}

Found allocation(const Context& context) {
  if (!about_effect(*context.claim)) return {not_applicable};
  if (comparison_group(context).answer == no) return {not_applicable, "one_group"};
  return {not_judged};
}

Found blinding(const Context& context) {
  const Claim& claim = *context.claim;
  if (claim.assessor == "blinded") return {yes};
  if (is_one_of(claim.assessor, {"unblinded_clinician", "patient"})) return {no};
  if (!about_people(claim)) return {not_applicable};
  return {claim.assessor == "unknown" ? unclear : not_judged};
}

Found all_counted(const Context& context) {
  const Claim& claim = *context.claim;
  const bool counts = about_people(claim) && (claim.type == "durability" || claim.n || claim.events ||
                                              claim.n_followed || !claim.percent_text.empty());
  if (!counts) return {not_applicable};
  if (claim.completers) {
    const auto counted = claim.n ? claim.n : claim.n_followed;
    if (claim.n_started && counted) return {either(*counted >= *claim.n_started)};
    return {no, "completers"};
  }
  const auto started = claim.n_started ? claim.n_started : claim.n;
  if (claim.n_followed && started) return {either(*claim.n_followed >= *started)};
  return {unclear, "followed_not_given", {}, true};
}

Found comparator_missing(const Context& context) {
  if (context.claim->type != "comparative") return {not_applicable};
  return {either(context.claim->comparator_stated != "named")};
}

Found absolute_numbers(const Context& context) {
  if (!context.claim->ratio && !speaks_of_ratios(context.claim->paraphrase)) return {not_applicable};
  return {either(has_share(*context.claim))};
}

Found harms_shown(const Context& context) {
  const Claim& claim = *context.claim;
  const bool benefit = about_effect(claim) && claim.asserted_direction == "benefit";
  if (!benefit && !about_safety(claim)) return {not_applicable};
  const PageNumbers page = context.neighbours->page_of(claim);
  if (page.claims < 2) return {not_judged, "one_claim_recorded"};
  if (page.benefits == 0) return {not_applicable};
  if (page.harms >= page.benefits) return {yes};
  return {page.harms == 0 ? no : unclear, page.harms == 0 ? "" : "fewer_harms"};
}

Found zero_as_safe(const Context& context) {
  const Claim& claim = *context.claim;
  if (!about_safety(claim)) return {not_applicable};
  return {either(claim.type == "safety_zero" || claim.events == 0)};
}

Found mechanism(const Context& context) {
  const Claim& claim = *context.claim;
  const auto bundled = [&](const auto& wanted) {
    return !claim.bundle.empty() && std::ranges::any_of(near_claims(context), [&](const Claim* other) {
             return other != &claim && other->bundle == claim.bundle && wanted(*other);
           });
  };
  if (claim.type == "mechanism") {
    const bool benefit = claim.asserted_direction == "benefit" || bundled([](const Claim& other) {
      return other.asserted_direction == "benefit";
    });
    return {benefit ? yes : unclear};
  }
  if (!about_effect(claim)) return {not_applicable};
  return {either(bundled([](const Claim& other) { return other.type == "mechanism"; }))};
}

Found testimonial(const Context& context) {
  return {either(context.claim->type == "testimonial")};
}

Found same_disease(const Context& context) {
  const Claim& claim = *context.claim;
  if (!claim.disease.empty() && !claim.page_disease.empty())
    return {either(lower_case(claim.disease) == lower_case(claim.page_disease))};
  return {claim.type == "testimonial" ? not_judged : not_applicable};
}

Found other_changes(const Context& context) {
  const bool few = context.claim->type == "testimonial" || context.claim->design_claimed == "case";
  return {few ? not_judged : not_applicable};
}

Found appeal(const Context& context) {
  const Claim& claim = *context.claim;
  std::vector<std::string> flags = appeals(claim.paraphrase);
  if (claim.type == "authority" && flags.empty() && !regulatory_words(claim.paraphrase))
    flags.emplace_back("AUTHORITY");
  return {either(!flags.empty()), "", flags};
}

Found regulatory(const Context& context) {
  if (context.claim->type != "authority") return {not_applicable};
  return {either(regulatory_words(context.claim->paraphrase))};
}

// The counts name what is wrong with single references. Only where one fault covers all of them is
// the question answered: otherwise some reference may still fit, and a person has to look.
Found references_fit(const Context& context) {
  const CitationAudit& audit = context.claim->citations;
  if (audit.listed == 0 || audit.distinct == 0) return {not_applicable};
  const auto distinct = audit.distinct ? audit.distinct : audit.listed;
  if (!distinct) return {not_judged};
  std::vector<std::string> flags;
  if (audit.listed && audit.distinct && *audit.distinct < *audit.listed)
    flags.emplace_back("CITATION_DUPLICATED");
  bool none_fits = false, all_known = true;
  const auto consider = [&](const std::optional<long>& count, const char* flag) {
    all_known = all_known && count.has_value();
    if (count.value_or(0) == 0) return;
    flags.emplace_back(flag);
    none_fits = none_fits || *count >= *distinct;
  };
  consider(audit.preclinical, "CITATION_PRECLINICAL");
  consider(audit.other_disease, "CITATION_OTHER_DISEASE");
  consider(audit.other_product, "CITATION_OTHER_PRODUCT");
  consider(audit.uncontrolled, "CITATION_UNCONTROLLED");
  if (none_fits) return {no, "no_reference_fits", flags};
  if (!flags.empty()) return {unclear, "some_references_do_not_fit", flags, true};
  return {all_known ? yes : not_judged};
}

Found breadth(const Context& context) {
  const Claim& claim = *context.claim;
  if (unstated(claim.intervention)) return {not_applicable};
  constexpr std::size_t many = 3;  // specification, section 5
  if (context.neighbours->diseases_of(claim).size() >= many) return {yes};
  return {claim.disease.empty() ? not_judged : no};
}

Found significant(const Context& context) {
  const SignificantWord word = significant_word(context.claim->paraphrase);
  return {word.said ? either(word.explained) : not_applicable};
}

Found primary_outcome(const Context& context) {
  if (!about_people(*context.claim)) return {not_applicable};
  if (!context.claim->source_named) return {not_applicable, "no_source"};
  return {not_judged};
}

Found subgroup_planned(const Context& context) {
  return {about_effect(*context.claim) ? not_judged : not_applicable};
}

Found long_enough(const Context& context) {
  const Claim& claim = *context.claim;
  if (claim.promised_weeks && claim.time_point_weeks)
    return {either(*claim.time_point_weeks >= *claim.promised_weeks)};
  if (claim.type != "durability" && !claim.promised_weeks) return {not_applicable};
  // A claim that an effect lasts until a time promises that time.
  if (!claim.promised_weeks && claim.time_point_weeks && claim.n_followed) return {yes};
  return {unclear, "followed_not_given"};
}

Found interest(const Context& context) {
  const std::string& sells = context.claim->commercial_interest;
  if (sells == "sells_treatment") return {yes};
  if (sells == "none_known") return {no};
  return {sells == "unknown" ? unclear : not_judged};
}

Found substitution(const Context& context) {
  const Claim& claim = *context.claim;
  if (claim.add_on == "replacement" || avoids_treatment(claim.paraphrase)) return {yes};
  if (!about_effect(claim)) return {not_applicable};
  if (claim.add_on == "add_on") return {no};
  return {claim.add_on == "unclear" ? unclear : not_judged};
}

// A reply that is given is printed with the claim, also the words that none came.
Found reply_offered(const Context& context) {
  const std::string said = lower_case(trimmed(context.claim->reply));
  if (said.empty()) return {not_judged};
  constexpr std::array<std::string_view, 5> not_offered{"none offered", "none was offered", "not offered",
                                                        "no reply was offered", "not asked"};
  return {either(std::ranges::none_of(not_offered, [&](std::string_view words) {
    return said.find(words) != std::string::npos;
  }))};
}

Found self_check(const Context& context) {
  if (context.linked == nullptr) return {not_applicable, "nothing_linked"};
  const auto found = check_own_evidence(*context.linked, context.outcome);
  if (std::ranges::count(found, no, &SelfCheck::answer) > 0) return {no};
  return {found.empty() ? yes : unclear, found.empty() ? "" : "own_unclear"};
}

using Rule = Found (*)(const Context&);

// By the numbers of the specification, from 1.
constexpr std::array<Rule, 32> rules_of_items{
    treatment_named,    population_named, outcome_defined, time_given,       numbers_given,
    arithmetic_holds,   source_named,     source_agrees,   comparison_group, allocation,
    blinding,           all_counted,      comparator_missing, absolute_numbers, harms_shown,
    zero_as_safe,       mechanism,        testimonial,     same_disease,     other_changes,
    appeal,             regulatory,       references_fit,  breadth,          significant,
    primary_outcome,    subgroup_planned, long_enough,     interest,         substitution,
    reply_offered,      self_check};

CheckedItem check(const ChecklistItem& item, const Context& context) {
  CheckedItem checked;
  checked.item = &item;
  const Found found = rules_of_items[static_cast<std::size_t>(item.number - 1)](context);
  checked.answer = checked.suggested = found.answer;
  checked.reason = found.reason;
  checked.basis = found.answer == not_judged                ? Basis::nobody
                  : item.judging == Judging::suggested ? Basis::suggested
                                                       : Basis::fields;
  std::vector<std::string> flags = found.flags;
  bool unclear_fails = found.unclear_fails;
  for (const JudgedItem& judged : context.claim->judged) {
    if (judged.item != &item) continue;
    checked.answer = judged.answer;
    checked.basis = Basis::person;
    checked.note = judged.note;
    checked.reason.clear();
    unclear_fails = false;
    if (!judged.flag.empty()) flags = {judged.flag};
  }
  const Answer fails = item.passes == yes ? no : yes;
  checked.failed = checked.answer == fails || (checked.answer == unclear && unclear_fails);
  if (!checked.failed) return checked;
  if (flags.empty()) flags.push_back(split(item.flags, ' ').front());
  checked.flags = std::move(flags);
  return checked;
}

}  // namespace

std::vector<CheckedItem> fairness_checklist(const ChecklistContext& context) {
  std::vector<CheckedItem> result;
  Context known = context;
  std::optional<ClaimNeighbours> found;
  if (known.neighbours == nullptr)
    known.neighbours = &found.emplace(context.all != nullptr ? *context.all : std::vector<Claim>{});
  for (const ChecklistItem* item : checklist_items()) result.push_back(check(*item, known));
  return result;
}

bool same_page(const Claim& one, const Claim& other) {
  if (one.claimant != other.claimant) return false;
  if (!one.url.empty() && !other.url.empty()) return one.url == other.url;
  return one.date_published == other.date_published;
}

}  // namespace steelyard
