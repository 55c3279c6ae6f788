// The plain words of every verdict, in every combination that can occur.
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "report/other_outcomes.h"
#include "report/verdict_words.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/plain_language.h"

namespace {



const steelyard::Template& plain_template() {
  static const steelyard::Template loaded = steelyard::load_template(
      run::project() / "templates", "plain", "en");
  return loaded;
}

steelyard::Study trial(const std::string& name, double ee, double en, double ce, double cn) {
  steelyard::Study study;
  study.name = name;
  study.data = {steelyard::TwoByTwo{ee, en, ce, cn}};
  return study;
}

steelyard::AnalysisRequest request(const std::string& id, std::vector<steelyard::Study> studies) {
  steelyard::AnalysisRequest made;
  made.id = made.outcome = id;
  made.settings["measure"] = {"RR", {}, ""};
  made.settings["interval"] = {"wald", {}, ""};
  made.studies = std::move(studies);
  made.certainty = steelyard::Certainty{};
  made.in_plain = true;
  return made;
}

steelyard::Outcome outcome(const std::string& id, const std::string& plain, steelyard::Better better) {
  steelyard::Outcome made;
  made.id = made.name = id;
  made.plain_name = plain;
  made.better = better;
  return made;
}

// One claim against one analysis of one or three trials; a second analysis leans the other way.
steelyard::Review review(int trials, steelyard::Better better) {
  steelyard::Review made;
  made.title = made.slug = "words";
  const bool higher = better == steelyard::Better::higher;
  made.outcomes = {outcome("main", higher ? "kidney disease calmed down" : "death occurred", better),
                   outcome("other", "lupus was still active", better)};
  std::vector<steelyard::Study> main, other;
  const std::array<const char*, 3> names{"A", "B", "C"};
  for (int i = 0; i < trials; ++i) {
    const auto* name = names.at(static_cast<std::size_t>(i));
    main.push_back(trial(name, 30 + 5 * i, 60, 20 + 4 * i, 60));
    other.push_back(trial(name, 20 + 4 * i, 60, 30 + 5 * i, 60));
  }
  made.analyses = {request("main", main), request("other", other)};
  steelyard::Claim claim;
  claim.id = "C1";
  claim.against = "main";
  claim.type = "response_proportion";
  claim.paraphrase = "People are said to get better.";
  claim.plain = "The page says people get better.";
  claim.n = 200;
  claim.events = 150;
  made.claims.push_back(claim);
  steelyard::Scenario scenario;
  scenario.id = "S";
  scenario.label = "usual care";
  made.scenarios.push_back(scenario);
  return made;
}

std::string with_words(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Texts seen once: most combinations give the same words.
class Reader {
 public:
  void read(const steelyard::Findings& findings, const steelyard::Appraisal& appraisal) {
    steelyard::Citations citations;
    const steelyard::SectionContext context{findings, plain_template(), citations};
    const std::string text = steelyard::plain_sentences(context, appraisal);
    if (!seen_.insert(text).second) return;
    INFO(appraisal.verdict << " " << appraisal.reason << ": " << text);
    CHECK(!text.empty());
    CHECK(plain_language::faults(text) == std::vector<std::string>{});
    // The same where not all tests were randomised.
    const std::string controlled = with_words(with_words(text, "fair test", "controlled test"),
                                              "Fair test", "Controlled test");
    if (controlled != text) CHECK(plain_language::faults(controlled) == std::vector<std::string>{});
  }
  [[nodiscard]] std::size_t texts() const { return seen_.size(); }

 private:
  std::set<std::string> seen_;
};

steelyard::PredictedCounts counts(long n, long median, long low, long high) {
  steelyard::PredictedCounts made;
  made.n = n;
  made.median = median;
  made.low = low;
  made.high = high;
  return made;
}

constexpr std::array directions{"benefit", "harm", "no_difference"};
// Verdicts that look at controlled evidence, and the others with the reasons they may have.
constexpr std::array by_evidence{"UNCERTAIN",  "SUPPORTED",    "PARTLY_SUPPORTED",
                                 "OVERSTATED", "CONTRADICTED", "LITTLE_OR_NO_DIFFERENCE",
                                 "NOT_DISTINGUISHABLE"};
const std::vector<std::pair<std::string, std::string>> by_gates{
    {"ARITHMETIC_INCONSISTENT", ""}, {"NOT_TESTABLE", ""}, {"NOT_TESTABLE", "mechanism"},
    {"NOT_TESTABLE", "authority"}, {"NOT_TESTABLE", "convenience"}, {"NOT_TESTABLE", "future"},
    {"NOT_TESTABLE", "no_outcome"}, {"NOT_TESTABLE", "no_denominator"},
    {"NOT_TESTABLE", "no_follow_up"}, {"SINGLE_CASE_ONLY", ""}, {"SINGLE_CASE_ONLY", "few"},
    {"NO_CONTROLLED_EVIDENCE", ""}, {"NO_CONTROLLED_EVIDENCE", "not_at_that_time"},
    {"NOT_DISTINGUISHABLE", ""}, {"UNEXPLAINED_EXCESS", ""}, {"UNCERTAIN", "not_counts"},
    {"UNCERTAIN", "arm_twice"}, {"UNCERTAIN", "no_events"}, {"SINGLE_CASE_ONLY", "stories"},
    {"NO_CONTROLLED_EVIDENCE", "rate"}, {"NO_CONTROLLED_EVIDENCE", "other_time"},
    {"NO_CONTROLLED_EVIDENCE", "time_unknown"}, {"NO_CONTROLLED_EVIDENCE", "replacement"},
    {"NO_CONTROLLED_EVIDENCE", "other_comparator"}, {"NOT_TESTABLE", "no_direction"},
    {"NOT_TESTABLE", "wrong_side"}, {"NOT_TESTABLE", "counts_others"},
    {"PENDING_EXTRACTION", ""}, {"FACT_UNCHECKED", ""}};
constexpr std::array<steelyard::Better, 2> both_ways{steelyard::Better::higher,
                                                     steelyard::Better::lower};

}  // namespace

TEST_CASE("Every verdict that evidence decides reads plainly, whatever the evidence") {
  Reader reader;
  int turn = 0;
  const std::array<steelyard::Certainty, 5> doubts = [] {
    std::array<steelyard::Certainty, 5> made;
    made[0].imprecision = -2;
    made[1].inconsistency = -1;
    made[2].risk_of_bias = -1;
    made[3].indirectness = -2;
    return made;
  }();
  for (const int trials : {1, 3})
    for (const steelyard::Better better : both_ways) {
      steelyard::Findings findings = steelyard::analyse(review(trials, better), std::nullopt);
      const steelyard::Appraisal made = findings.claims.front();
      REQUIRE(made.controlled);
      for (const auto& doubt : doubts)
        for (const char* direction : directions)
          for (const char* type : {"response_proportion", "comparative", "safety_rate", "durability"})
            for (const char* verdict : by_evidence)
              for (int where = 0; where < 9; ++where)
                for (int grade = -1; grade < 4; ++grade)
                  for (const int variant : {0, 1, 2}) {  // plain; fragile; more than implied
                    if (run::slowed() && ++turn % 37 != 0) continue;
                    findings.analyses.front().certainty->rating = doubt;
                    steelyard::Claim& claim = findings.review.claims.front();
                    claim.asserted_direction = direction;
                    claim.type = type;
                    steelyard::Appraisal each = made;
                    each.verdict = verdict;
                    each.by_evidence = true;
                    each.controlled->where = static_cast<steelyard::Position>(where);
                    each.grade = std::nullopt;
                    if (grade >= 0) each.grade = static_cast<steelyard::Grade>(grade);
                    each.fragile = each.harm_signal = variant == 1;
                    if (variant == 2) {
                      steelyard::ImpliedCounts implied;
                      implied.over = true;
                      implied.counts = counts(200, 127, 0, 200);
                      each.controlled->implied = {implied};
                    }
                    reader.read(findings, each);
                    // A mere number of people with a harm; a claim whose number nothing checked.
                    if (std::string(type) == "safety_rate") {
                      for (const char* reason : {"rate", "rate_like", "rate_above", "rate_below", "rate_limit_like",
                                                 "rate_limit_above", "rate_limit_below"}) {
                        each.reason = reason;
                        if (std::string(verdict) == "UNCERTAIN") reader.read(findings, each);
                      }
                      for (const char* reason : {"rate_like", "rate_limit_like", "events_in_trials"}) {
                        each.reason = reason;
                        if (std::string(verdict) == "PARTLY_SUPPORTED") reader.read(findings, each);
                      }
                      each.reason.clear();
                    }
                    each.controlled->compared.reset();
                    reader.read(findings, each);
                  }
    }
  CHECK(reader.texts() > 200);
}

TEST_CASE("Every verdict without controlled evidence reads plainly, with any number or none") {
  Reader reader;
  steelyard::Findings findings =
      steelyard::analyse(review(1, steelyard::Better::higher), std::nullopt);
  const steelyard::Appraisal made = findings.claims.front();
  findings.review.claims.front().time_point_weeks = 260;
  findings.review.outcomes.front().time_weeks = 24;
  for (const auto& [verdict, reason] : by_gates)
      for (const steelyard::Badge badge : {steelyard::Badge::below, steelyard::Badge::within,
                                           steelyard::Badge::above, steelyard::Badge::none})
        for (const steelyard::Better better : both_ways)
          for (const long n : {0L, 1L, 2L, 3L, 10L, 200L, 100000L})
            for (const int events : {-1, 0, 1})    // none given, nobody, everybody
              for (const int spread : {-1, 0, 1, 2}) {  // no scenario; nobody; everybody; a range
                findings.review.outcomes.front().better = better;
                steelyard::Claim& claim = findings.review.claims.front();
                claim.n = n > 0 ? std::optional(n) : std::nullopt;
                claim.percent_text = events == 1 ? "100" : events == 0 ? "0" : "";
                steelyard::Appraisal each = made;
                if ((reason == "few" && n < 2) || (reason == "stories" && n < 4)) continue;
                if (reason == "rate" && (n < 1 || events < 0)) continue;  // a count is given
                each.verdict = verdict;
                each.reason = reason;
                each.badge = badge;
                each.by_evidence = false;
                each.controlled.reset();
                each.share.reset();
                each.scenarios.clear();
                if (n > 0 && events >= 0) {
                  each.share = steelyard::ClaimedShare{};
                  each.share->n = static_cast<double>(n);
                  each.share->events = events == 0 ? 0 : static_cast<double>(n);
                }
                if (spread >= 0) {
                  steelyard::BesideScenario beside;
                  beside.k = 3;
                  steelyard::BesidePrior prior;
                  if (n > 0)
                    prior.counts = counts(n, spread == 0 ? 0 : spread == 1 ? n : n / 2,
                                          spread == 1 ? n : 0, spread == 0 ? 0 : n);
                  beside.priors = {prior, prior};
                  each.scenarios = {beside};
                }
                reader.read(findings, each);
              }
  CHECK(reader.texts() > 100);
}

TEST_CASE("Each verdict is read in the tests of its words") {
  for (const steelyard::Verdict* verdict : steelyard::verdicts()) {
    const std::string id(verdict->id);
    const bool read = std::ranges::find(by_evidence, id) != by_evidence.end() ||
                      std::ranges::find(by_gates, id, &std::pair<std::string, std::string>::first) !=
                          by_gates.end() ||
                      id.starts_with("FACT_") || id == "ZERO_SEEN_RISK_NOT_EXCLUDED";
    INFO(id);
    CHECK(read);
  }
}

TEST_CASE("Zero events, lost people and facts read plainly at the ends of their range") {
  Reader reader;
  steelyard::Findings findings =
      steelyard::analyse(review(1, steelyard::Better::lower), std::nullopt);
  steelyard::Claim& claim = findings.review.claims.front();
  for (const long n : {1L, 4L, 200L, 100000L})
    for (const double bound : {0.0, 0.000029, 0.0149, 1.0})
      for (const bool background : {false, true}) {
        claim.n = n;
        steelyard::Appraisal each;
        each.verdict = "ZERO_SEEN_RISK_NOT_EXCLUDED";
        each.none_seen = steelyard::NoneSeen{};
        each.none_seen->upper_one_sided = bound;
        if (background) {
          each.none_seen->background_expected = 0.163 * static_cast<double>(n);
          each.flags = {"TOO_FEW_FOR_BACKGROUND"};
        }
        reader.read(findings, each);
      }
  for (const double low : {0.0, 0.45})
    for (const double high : {0.85, 1.0})
      for (const char* reason : {"no_follow_up", "not_at_that_time", ""}) {
        steelyard::Appraisal each;
        each.verdict = "NO_CONTROLLED_EVIDENCE";
        each.reason = reason;
        each.attrition = steelyard::AttritionBounds{0.75, {low, high}, std::nullopt};
        reader.read(findings, each);
      }
  for (const char* verdict : {"FACT_CONSISTENT", "FACT_TOO_HIGH", "FACT_TOO_LOW", "FACT_UNCHECKED"})
    for (const double stated : {0.0, 1.0, 120000.0, 5e6, 7.9e9}) {
      claim.stated_value = stated;
      claim.fact = steelyard::FactSource{3410000, 1238000, 8499000, "source"};
      steelyard::Appraisal each;
      each.verdict = verdict;
      each.fact = steelyard::FactCheck{};
      reader.read(findings, each);
    }
  CHECK(reader.texts() > 20);
}

TEST_CASE("The line on other outcomes reads plainly and tells which way they lean") {
  for (const int trials : {1, 3})
    for (const steelyard::Better better : both_ways) {
      const steelyard::Findings findings =
          steelyard::analyse(review(trials, better), std::nullopt);
      steelyard::Citations citations;
      const steelyard::SectionContext context{findings, plain_template(), citations};
      const std::string text =
          steelyard::plain_other_outcomes(context, findings.claims.front());
      INFO(text);
      CHECK(text.find(better == steelyard::Better::higher ? "away from the treatment"
                                                          : "toward the treatment") !=
            std::string::npos);
      CHECK(text.find("Lupus was still active in") != std::string::npos);
      CHECK(plain_language::faults(text) == std::vector<std::string>{});
    }
}

TEST_CASE("Outcomes of benefit never stand against a claim of safety; other unwanted events do") {
  for (const steelyard::Better better : both_ways) {
    steelyard::Review safety = review(1, better);
    safety.claims[0].type = "safety_rate";
    const steelyard::Findings findings = steelyard::analyse(std::move(safety), std::nullopt);
    steelyard::Citations citations;
    const steelyard::SectionContext context{findings, plain_template(), citations};
    const bool unwanted = better == steelyard::Better::lower;
    CHECK(steelyard::other_outcomes(findings, findings.claims.front()).empty() != unwanted);
    CHECK(steelyard::plain_other_outcomes(context, findings.claims.front()).empty() != unwanted);
  }
}

TEST_CASE("The whole plain document reads plainly for claims of any size, and for none") {
  for (const int trials : {1, 3})
    for (const steelyard::Better better : both_ways)
      for (const long n : {0L, 5L, 10L, 200L, 1000L, 5000L})
        for (const char* add_on : {"add_on", "replacement"})
          for (const bool no_events : {false, true}) {
            steelyard::Review made = review(trials, better);
            steelyard::Claim& claim = made.claims.front();
            claim.n = n > 0 ? std::optional(n) : std::nullopt;
            claim.events = n > 0 ? std::optional(n / 2) : std::nullopt;
            claim.add_on = add_on;
            if (no_events)
              for (auto& analysis : made.analyses)
                for (auto& study : analysis.studies)
                  study.data = {steelyard::TwoByTwo{0, 60, 0, 60}};
            const auto document = steelyard::compose(
                steelyard::analyse(std::move(made), std::nullopt), plain_template());
            const std::string text = steelyard::dump(document);
            CHECK((text.find("Do not stop a medicine") != std::string::npos) ==
                  (std::string(add_on) == "replacement"));
            for (const auto* list : {&plain_language::forbidden, &plain_language::statistics_words})
              for (const std::string& word : *list) {
                INFO(word);
                CHECK(steelyard::lower_case(text).find(word) == std::string::npos);
              }
            CHECK(text.find("nan") == std::string::npos);
          }
}
