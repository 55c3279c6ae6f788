// The fairness checklist: what the record answers, what people answer, what a failure is called.
#include "steelyard/claim/checklist.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "steelyard/claim/neighbours.h"
#include "steelyard/claim/page_checks.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

using Numbers = std::vector<int>;

// Claim B10 of the specification, section 2.6.
Claim b10() {
  Claim claim;
  claim.id = "B10";
  claim.claimant = "Clinic B";
  claim.claimant_type = "clinic";
  claim.commercial_interest = "sells_treatment";
  claim.date_published = Date{2019, 12, 4};
  claim.paraphrase = "One trial with 200 participants is said to have helped three quarters of them.";
  claim.type = "response_proportion";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.attribution = "causes";
  claim.population = "lupus, not further described";
  claim.intervention = "mesenchymal stem cells";
  claim.product_source = "not stated";
  claim.add_on = "unclear";
  claim.comparator_stated = "none";
  claim.outcome_text = "benefit, not defined";
  claim.assessor = "unknown";
  claim.n = 200;
  claim.percent_text = "75";
  claim.design_claimed = "unknown";
  return claim;
}

// A claim about which nothing can be asked: named, counted, compared, followed.
Claim complete() {
  Claim claim = b10();
  claim.id = "C";
  claim.commercial_interest = "none_known";
  claim.product_source = "donor cord";
  claim.dose = "200 million cells once";
  claim.add_on = "add_on";
  claim.comparator_stated = "named";
  claim.comparator_text = "placebo";
  claim.design_claimed = "randomised";
  claim.outcome_defined = true;
  claim.assessor = "blinded";
  claim.time_point_weeks = 52;
  claim.events = 150;
  claim.n_started = claim.n_followed = 200;
  claim.source_named = true;
  return claim;
}

std::vector<CheckedItem> checked(const Claim& claim, const std::vector<Claim>* all = nullptr) {
  const ArithmeticCheck arithmetic =
      check_arithmetic(claim.percent_text, claim.n, claim.events, claim.approx);
  ChecklistContext context;
  context.claim = &claim;
  context.arithmetic = &arithmetic;
  context.all = all;
  return fairness_checklist(context);
}

const CheckedItem& item(const std::vector<CheckedItem>& list, std::string_view id) {
  const auto found =
      std::ranges::find_if(list, [&](const CheckedItem& each) { return each.item->id == id; });
  REQUIRE(found != list.end());
  return *found;
}

Answer answer(const Claim& claim, std::string_view id, const std::vector<Claim>* all = nullptr) {
  return item(checked(claim, all), id).answer;
}

std::vector<std::string> flags(const Claim& claim, const std::vector<Claim>* all = nullptr) {
  std::vector<std::string> result;
  for (const CheckedItem& each : checked(claim, all))
    result.insert(result.end(), each.flags.begin(), each.flags.end());
  return result;
}

JudgedItem judged(std::string_view id, Answer given, std::string flag = "") {
  for (const ChecklistItem* each : checklist_items())
    if (each->id == id) return {each, given, "a note", std::move(flag)};
  return {};
}

using Flags = std::vector<std::string>;

}  // namespace

TEST_CASE("The checklist has the 32 items of the specification, most consequential first") {
  Numbers numbers;
  for (const ChecklistItem* each : checklist_items()) numbers.push_back(each->number);
  Numbers wanted{9, 3, 7, 30, 12, 13};
  for (int i = 1; i <= 32; ++i)
    if (std::ranges::count(wanted, i) == 0) wanted.push_back(i);
  CHECK(numbers == wanted);
  for (const ChecklistItem* each : checklist_items()) {
    INFO(each->id);
    CHECK((each->passes == Answer::yes || each->passes == Answer::no));
    CHECK(!each->flags.empty());
    CHECK(each->label.ends_with('?'));
  }
}

TEST_CASE("Claim B10 fails what its record leaves open, in the order of consequence") {
  CHECK(flags(b10()) == Flags{"NO_CONTROL", "OUTCOME_UNDEFINED", "SOURCE_MISSING", "ATTRITION",
                              "TIME_MISSING", "INTEREST"});
  CHECK(answer(b10(), "treatment-named") == Answer::unclear);
  CHECK(answer(b10(), "blinding") == Answer::unclear);
  CHECK(answer(b10(), "arithmetic-holds") == Answer::yes);
  // The check of the percentage has no power with 200 people, and says so.
  CHECK(item(checked(b10()), "arithmetic-holds").reason == "no_power");
}

TEST_CASE("The seed page fails the items that the specification lists for it") {
  std::vector<Claim> page(7, b10());
  page[1].type = page[4].type = "comparative";
  page[1].comparator_stated = page[4].comparator_stated = "vague";
  page[1].n.reset();
  page[1].percent_text.clear();
  page[4].paraphrase = "Patients are said to avoid medicines that they would need otherwise.";
  page[2].type = "durability";
  page[3].type = "safety_zero";
  page[5].type = "authority";
  page[5].paraphrase = "Its protocols are said to be passed by an ethics board.";
  page[6].type = "testimonial";
  page[6].disease = "multiple sclerosis";
  page[6].page_disease = "lupus";
  Numbers numbers;
  for (const ChecklistItem* each : checklist_items())
    for (const Claim& claim : page)
      if (item(checked(claim, &page), each->id).failed &&
          std::ranges::count(numbers, each->number) == 0)
        numbers.push_back(each->number);
  // "Failed checklist items" of section 9, in its order.
  std::size_t at = 0;
  for (const int wanted : {9, 3, 7, 30, 12, 13, 4, 18, 19, 22}) {
    INFO(wanted);
    while (at < numbers.size() && numbers[at] != wanted) ++at;
    REQUIRE(at < numbers.size());
  }
}

TEST_CASE("A claim that tells everything fails nothing, whoever makes it") {
  CHECK(flags(complete()).empty());
  Claim rival = complete();
  rival.claimant = "Maker of a rival drug";
  rival.claimant_type = "manufacturer";
  rival.asserted_direction = "harm";
  CHECK(flags(rival).empty());
  // The same gaps are the same failures for either side.
  Claim vague = b10();
  vague.claimant_type = "regulator";
  vague.asserted_direction = "harm";
  CHECK(flags(vague) == flags(b10()));
}

TEST_CASE("What only people can judge says that nobody judged it") {
  for (const char* id : {"source-agrees", "allocation", "primary-outcome", "subgroup-planned",
                         "reply-offered", "references-fit"}) {
    INFO(id);
    const auto list = checked(complete());
    CHECK(item(list, id).answer == Answer::not_judged);
    CHECK(item(list, id).basis == Basis::nobody);
    CHECK_FALSE(item(list, id).failed);
  }
}

TEST_CASE("A person's answer stands in place of what the record suggests") {
  Claim claim = complete();
  claim.judged = {judged("reply-offered", Answer::no), judged("source-agrees", Answer::no),
                  judged("allocation", Answer::unclear),
                  judged("appeal", Answer::yes, "APPEAL_TO_NATURE")};
  CHECK(flags(claim) == Flags{"SOURCE_MISMATCH", "APPEAL_TO_NATURE", "NO_REPLY_OFFERED"});
  const auto list = checked(claim);
  CHECK(item(list, "source-agrees").basis == Basis::person);
  CHECK(item(list, "source-agrees").note == "a note");
  CHECK(item(list, "allocation").answer == Answer::unclear);
  // A suggestion that a person rejects is gone.
  claim = b10();
  claim.add_on = "replacement";
  CHECK(flags(claim)[3] == "SUBSTITUTION_CLAIM");
  claim.judged = {judged("substitution", Answer::no)};
  CHECK(std::ranges::count(flags(claim), "SUBSTITUTION_CLAIM") == 0);
}

TEST_CASE("Every automatic item turns on its own field") {
  Claim claim = complete();
  const auto alone = [&](const char* flag) { CHECK(flags(claim) == Flags{flag}); };
  SECTION("treatment") { claim.intervention = "not stated"; alone("INTERVENTION_VAGUE"); }
  SECTION("population") { claim.population.clear(); alone("POPULATION_VAGUE"); }
  SECTION("outcome") { claim.outcome_defined = false; alone("OUTCOME_UNDEFINED"); }
  SECTION("time") { claim.time_point_weeks.reset(); alone("TIME_MISSING"); }
  SECTION("source") { claim.source_named = false; alone("SOURCE_MISSING"); }
  SECTION("assessor") { claim.assessor = "patient"; alone("UNBLINDED"); }
  SECTION("lost people") { claim.n_followed = 199; alone("ATTRITION"); }
  SECTION("interest") { claim.commercial_interest = "sells_treatment"; alone("INTEREST"); }
  SECTION("one group") {
    claim.comparator_stated = "none";
    claim.design_claimed = "single_arm";
    alone("NO_CONTROL");
  }
  SECTION("percentage of other people") {
    claim.events = 3;
    claim.n = claim.n_started = claim.n_followed = 40;
    claim.percent_text = "12.5";
    alone("DENOMINATOR_SWITCH");
  }
  SECTION("impossible percentage") {
    claim.events.reset();
    claim.n = claim.n_started = claim.n_followed = 13;
    alone("ARITH_INCONSISTENT");
  }
  SECTION("ratio without numbers") {
    claim.paraphrase = "Twice as many are said to get better.";
    claim.n.reset();
    claim.events.reset();
    claim.percent_text.clear();
    claim.n_started = claim.n_followed = 200;
    CHECK(flags(claim) == Flags{"NUMBERS_INCOMPLETE", "RELATIVE_ONLY"});
  }
  SECTION("significant") {
    claim.paraphrase = "Results are said to be significant.";
    alone("AMBIGUOUS_SIGNIFICANT");
  }
  SECTION("statistically significant") {
    claim.paraphrase = "Results are said to be statistically significant.";
    CHECK(flags(claim).empty());
  }
  SECTION("newness") {
    claim.paraphrase = "A novel and natural treatment is said to help.";
    CHECK(flags(claim) == Flags{"NOVELTY", "APPEAL_TO_NATURE"});
  }
  SECTION("promise longer than follow-up") {
    claim.promised_weeks = 53;
    alone("DURATION_GAP");
  }
  SECTION("promise as long as follow-up") {
    claim.promised_weeks = 52;
    CHECK(flags(claim).empty());
  }
  SECTION("replacing medicines") {
    claim.paraphrase = "People are said to stop their drugs.";
    alone("SUBSTITUTION_CLAIM");
  }
}

TEST_CASE("Cells that replace cells lead nobody to stop a medicine") {
  Claim claim = b10();
  claim.type = "mechanism";
  claim.paraphrase = "The cells are said to find damage and to repair or replace cells.";
  CHECK(answer(claim, "substitution") == Answer::not_applicable);
  CHECK(answer(claim, "mechanism") == Answer::yes);
  claim.asserted_direction = "none";
  CHECK(answer(claim, "mechanism") == Answer::unclear);
}

TEST_CASE("One treatment for three diseases is broad, for two it is not") {
  std::vector<Claim> all(3, complete());
  all[0].disease = "lupus";
  all[1].disease = "scleroderma";
  all[2].disease = "Lupus";
  CHECK(answer(all[0], "breadth", &all) == Answer::no);
  all[2].disease = "rheumatoid arthritis";
  CHECK(answer(all[0], "breadth", &all) == Answer::yes);
  all[2].intervention = "another treatment";
  CHECK(answer(all[0], "breadth", &all) == Answer::no);
  all[0].disease.clear();
  CHECK(answer(all[0], "breadth", &all) == Answer::not_judged);
}

TEST_CASE("Benefits in numbers beside harms without numbers are one-sided") {
  std::vector<Claim> page(2, b10());
  page[1].type = "safety_rate";
  page[1].n.reset();
  page[1].percent_text.clear();
  CHECK(answer(page[0], "harms-shown", &page) == Answer::no);
  page[1].type = "safety_zero";
  page[1].n = 200;
  CHECK(answer(page[0], "harms-shown", &page) == Answer::yes);
  page[1].claimant = "Clinic A";
  CHECK(answer(page[0], "harms-shown", &page) == Answer::not_judged);
}

TEST_CASE("The audit of references names faults, and judges only where no reference is left") {
  // Page A of the specification: 11 listed, 9 distinct, one experimental arthritis, one laboratory
  // study; nothing is randomised or about lupus.
  Claim claim = complete();
  claim.citations = {11, 9, 2, 9, std::nullopt, 9};
  CHECK(flags(claim) == Flags{"CITATION_DUPLICATED", "CITATION_PRECLINICAL",
                              "CITATION_OTHER_DISEASE", "CITATION_UNCONTROLLED"});
  CHECK(answer(claim, "references-fit") == Answer::no);
  claim.citations = {9, 9, 2, 1, 0, 3};
  CHECK(answer(claim, "references-fit") == Answer::unclear);
  claim.citations = {4, 4, 0, 0, 0, 0};
  CHECK(answer(claim, "references-fit") == Answer::yes);
  claim.citations = {4, 4, 0, 0, std::nullopt, 0};
  CHECK(answer(claim, "references-fit") == Answer::not_judged);
  claim.citations = {0, 0, {}, {}, {}, {}};
  CHECK(answer(claim, "references-fit") == Answer::not_applicable);
}

TEST_CASE("Our own studies are put to the same questions") {
  AnalysisRequest analysis;
  Outcome outcome;
  outcome.name = "Remission";
  outcome.time_weeks = 48;
  Study study;
  study.name = "Deng 2017";
  study.data = {TwoByTwo{9, 12, 5, 6}};
  study.cells = {{"nct", "NCT01539902"}, {"design", "double-blind randomised"},
                 {"risk_of_bias", "low"}, {"e_randomised", "12"}, {"c_randomised", "6"}};
  analysis.studies = {study};
  CHECK(check_own_evidence(analysis, &outcome).empty());
  analysis.studies[0].cells = {{"nct", "NCT01539902"}, {"design", "open label"}, {"risk_of_bias", "high"},
                               {"e_percent", "80"}, {"e_randomised", "13"}, {"c_randomised", "6"}};
  std::set<std::string_view> wanting;
  for (const SelfCheck& each : check_own_evidence(analysis, &outcome))
    if (each.answer == Answer::no) wanting.insert(each.item);
  CHECK(wanting == std::set<std::string_view>{"arithmetic-holds", "allocation", "blinding",
                                              "all-counted"});
  // A row that gives no numbers supports nothing, and is not asked.
  analysis.studies[0].data.clear();
  CHECK(check_own_evidence(analysis, &outcome).empty());
}

TEST_CASE("Numbers of one study on one page have to fit together") {
  std::vector<Claim> page(2, complete());
  page[0].study = page[1].study = "the trial of 200";
  const auto codes = [&] {
    std::vector<std::string> result;
    for (const PageRemark& each : page_checks(page, 1, ClaimNeighbours(page).of(page[1]))) result.emplace_back(each.code);
    return result;
  };
  CHECK(codes().empty());
  SECTION("another group size") {
    page[1].n = page[1].n_started = page[1].n_followed = 180;
    page[1].events = 135;
    CHECK(codes() == Flags{"N_DIFFERS"});
    CHECK_FALSE(page_checks(page, 1, ClaimNeighbours(page).of(page[1]))[0].explained);
    page[0].n_explained = "20 people had no kidney disease";
    CHECK(page_checks(page, 1, ClaimNeighbours(page).of(page[1]))[0].explained);
    page[1].study = "another trial";
    CHECK(codes().empty());
  }
  SECTION("harm looked for in fewer people") {
    page[1].type = "safety_zero";
    page[1].events = 0;
    page[1].percent_text.clear();
    page[1].n = page[1].n_started = page[1].n_followed = 120;
    CHECK(codes() == Flags{"SAFETY_GROUP_SMALLER"});
    page[1].n = page[1].n_started = page[1].n_followed = 260;  // a larger group for harm is usual
    CHECK(codes().empty());
  }
  SECTION("more followed than there were") {
    page[1].n = page[1].n_started = page[1].events = std::nullopt;
    page[1].percent_text.clear();
    page[1].n_followed = 201;
    CHECK(codes() == Flags{"FOLLOWED_ABOVE_N"});
    CHECK(page_checks(page, 1, ClaimNeighbours(page).of(page[1]))[0].limit == 200);
  }
  SECTION("relapses as a share of the responders") {
    // 3 relapses are 12.5% of the 24 responders, not of 40 people: specification, section 2.5.
    page[0].n = page[0].n_started = page[0].n_followed = 40;
    page[0].events = 24;
    page[0].percent_text = "60";
    page[1].n = page[1].n_started = page[1].n_followed = 40;
    page[1].events = 3;
    page[1].percent_text = "12.5";
    CHECK(codes() == Flags{"PERCENT_OF_OTHER_GROUP"});
    CHECK(page_checks(page, 1, ClaimNeighbours(page).of(page[1]))[0].value == 24);
  }
  SECTION("later responders above the group") {
    page[1].n = page[1].n_started = page[1].n_followed = std::nullopt;
    page[1].percent_text.clear();
    page[1].events = 210;
    page[1].time_point_weeks = 104;
    CHECK(codes() == Flags{"RESPONDERS_ABOVE_N"});
  }
  SECTION("one sentence on two pages") {
    page[0].bundle = page[1].bundle = "B15";
    CHECK(codes().empty());
    page[1].date_published = Date{2021, 1, 1};
    CHECK(codes() == Flags{"BUNDLE_ACROSS_PAGES"});
  }
}
