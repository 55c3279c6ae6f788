// The further analyses that a review asks for stand in the reviewer's document, with their references.
#include <string>
#include <utility>
#include <vector>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/one_line.h"
#include "support/paths.h"

namespace {

std::string reviewer_document(const std::vector<std::pair<std::string, std::string>>& settings,
                              const std::string& shipped = "bcg-vaccine") {
  steelyard::Review review = steelyard::read_review(run::project() / "datasets" / shipped).value;
  for (const auto& [name, value] : settings) review.analyses.front().settings[name] = {value, {}, ""};
  return run::document_on_one_line(steelyard::analyse(std::move(review), std::nullopt), "reviewer");
}

}  // namespace

TEST_CASE("Further analyses that were asked for are printed with their numbers, tables and references") {
  const std::string text = reviewer_document({{"leave-one-out", "true"},
                                              {"moderators", "latitude"},
                                              {"predict-at", "latitude=20; latitude=40"},
                                              {"bias", "egger"},
                                              {"trimfill", "L0"},
                                              {"cumulative", "year"},
                                              {"influence", "true"},
                                              {"grid", "true"},
                                              {"beyond", "1"},
                                              {"funnel", "true"}});
  INFO(text);
  for (const char* part :
       {"Sensitivity and further analyses", "Leave-one-out analysis.", "Without each study in turn",
        "Meta-regression: latitude.", "Predictions of the meta-regression: latitude=20; latitude=40.", "95% prediction interval",
        "Egger's regression test.", "Trim and fill: L0.", "Cumulative meta-analysis: year.",
        "Influence diagnostics.", "P(true effect below 1)", "Contour-enhanced funnel plot",
        "combinations of choices, ", "the analysis itself: “", "choice flips the conclusion",
        "Beside the pooled effects these were computed: leave-one-out analysis"}) {
    INFO(part);
    CHECK(text.find(part) != std::string::npos);
  }
  // Egger 1997 is cited.
  CHECK(text.find("graphical test") != std::string::npos);
}

TEST_CASE("A funnel is drawn with its words, its source and the studies that trim and fill adds") {
  const std::string text = reviewer_document({{"funnel", "true"}, {"trimfill", "L0"}});
  INFO(text);
  for (const char* part :
       {"Funnel plot of 13 studies, risk ratio by standard error. Effects run from 0.20 to 1.56",
        "Studies by P: studies with P < 0.01: 6; P 0.01 to 0.05: 2; P 0.05 to 0.10: 0; P 0.10 or more: 5.",
        "Pooled risk ratio: 0.49.", "drawn hollow: 1.36.",
        "Hollow circles are the studies that trim and fill adds [", "funnel plots help distinguish"}) {
    INFO(part);
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("No funnel is drawn of two studies; one of few studies says what it cannot show") {
  steelyard::Review review = steelyard::read_review(run::project() / "datasets/bcg-vaccine").value;
  auto& request = review.analyses.front();
  request.settings["funnel"] = {"true", {}, ""};
  request.studies.resize(3);
  const auto document = [&] {
    return run::document_on_one_line(steelyard::analyse(review, std::nullopt), "reviewer");
  };
  const std::string three = document();
  INFO(three);
  CHECK(three.find("With fewer than ten studies a lopsided funnel") != std::string::npos);
  request.studies.resize(2);
  CHECK(document().find("Funnel plot of") == std::string::npos);
}

TEST_CASE("A column of a further analysis has one precision") {
  const std::string text = reviewer_document({{"bias", "egger"}, {"funnel", "true"}});
  INFO(text);
  // Slopes on n, 1/n and their roots differ in size: four digits each, none with two and none with four decimals.
  CHECK(text.find("−36.20") != std::string::npos);
  CHECK(text.find("degrees of freedom 11; P = 0.19;") != std::string::npos);
  CHECK(text.find("−36.2046") == std::string::npos);
  CHECK(text.find("−565.95") == std::string::npos);
  // The regions of P end at round numbers.
  CHECK(text.find("0.0500") == std::string::npos);
}

TEST_CASE("The conclusions of a decision grid name the review's own group") {
  const std::string text = reviewer_document({{"grid", "true"}});
  INFO(text);
  CHECK(text.find("xperimental") == std::string::npos);
  CHECK(text.find("lower with BCG | ") != std::string::npos);
  CHECK(text.find("the analysis itself: “lower with BCG”") != std::string::npos);
}

TEST_CASE("The many numbers of a meta-regression stand in a table, and moderators apart") {
  const std::string text = reviewer_document({{"moderators", "latitude,year"}});
  INFO(text);
  CHECK(text.find("Meta-regression: latitude, year.") != std::string::npos);
  CHECK(text.find("Residual τ² | ") != std::string::npos);
  CHECK(text.find("; residual τ²") == std::string::npos);
}

TEST_CASE("Where nobody had the event no further analysis prints a number") {
  steelyard::Review review = steelyard::read_review(run::project() / "datasets/bcg-vaccine").value;
  auto& request = review.analyses.front();
  for (steelyard::Study& study : request.studies)
    for (steelyard::Data& data : study.data)
      if (auto* counts = std::get_if<steelyard::TwoByTwo>(&data)) counts->e_events = counts->c_events = 0;
  review.analyses.resize(1);
  const std::string text =
      run::document_on_one_line(steelyard::analyse(std::move(review), std::nullopt), "reviewer");
  INFO(text);
  CHECK(text.find("none of the analyses asked for can tell anything") != std::string::npos);
  CHECK(text.find("Without each study in turn") == std::string::npos);
  CHECK(text.find("Funnel plot of") == std::string::npos);
}

TEST_CASE("A long table of a further analysis is named, with what its estimates run over") {
  steelyard::Review review = steelyard::read_review(run::project() / "datasets/bcg-vaccine").value;
  auto& request = review.analyses.front();
  request.settings["cumulative"] = {"year", {}, ""};
  const std::size_t once = request.studies.size();
  for (std::size_t i = 0; i < once; ++i) {
    request.studies.push_back(request.studies[i]);
    request.studies.back().name += ", again";
  }
  const std::string text =
      run::document_on_one_line(steelyard::analyse(std::move(review), std::nullopt), "reviewer");
  INFO(text);
  CHECK(text.find("rows, in results.json; the estimates run from 0.") != std::string::npos);
}

TEST_CASE("A review that asks for no further analysis has no such section") {
  CHECK(reviewer_document({}, "ra-msc").find("Sensitivity and further analyses") == std::string::npos);
}
