// results.json tells what was claimed, field by field.
#include <nlohmann/json.hpp>

#include "steelyard/analysis/analysis.h"
#include "steelyard/write/json.h"
#include "support/catch.h"

using namespace steelyard;

TEST_CASE("The record of a claim stands in results.json, what was not given as null") {
  Review review;
  review.title = review.slug = "record";
  Claim claim;
  claim.id = "B10";
  claim.claimant = "Clinic B";
  claim.type = "response_proportion";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.attribution = "causes";
  claim.population = "lupus, not further described";
  claim.intervention = "mesenchymal stem cells";
  claim.comparator_stated = "none";
  claim.outcome_text = "benefit, not defined";
  claim.url = "https://example.org/";
  claim.date_published = Date{2019, 12, 4};
  claim.n = 200;
  claim.percent_text = "75.0";
  claim.paraphrase = "Three quarters of 200 are said to have been helped.";
  claim.citations.listed = 11;
  claim.citations.distinct = 9;
  claim.plain = "The page says that most were helped.";
  claim.unknowns = {"who was counted"};
  review.claims.push_back(claim);
  const Findings findings = analyse(std::move(review), std::nullopt);
  const auto json = nlohmann::json::parse(write_results_json(findings, {}, 1));
  const auto& record = json["claims"][0]["claim"];
  CHECK(record["population"] == "lupus, not further described");
  CHECK(record["intervention"] == "mesenchymal stem cells");
  CHECK(record["outcome_text"] == "benefit, not defined");
  CHECK(record["asserted_direction"] == "benefit");
  CHECK(record["asserted_size"] == "number_given");
  CHECK(record["attribution"] == "causes");
  CHECK(record["url"] == "https://example.org/");
  CHECK(record["date_published"] == "2019-12-04");
  CHECK(record["date_seen"].is_null());
  CHECK(record["n"] == 200);
  CHECK(record["events"].is_null());
  CHECK(record["percent_text"] == "75.0");
  CHECK(record["comparator_text"].is_null());
  CHECK(record["citations"] == 11);
  CHECK(record["citations_distinct"] == 9);
  CHECK(record["citations_uncontrolled"].is_null());
  CHECK(record["plain"] == "The page says that most were helped.");
  CHECK(record["unknowns"] == nlohmann::json{"who was counted"});
}
