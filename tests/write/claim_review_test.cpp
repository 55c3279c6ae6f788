// Signed verdicts as ClaimReview: the rules of section 6.2 of the claim specification.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string program = run::program().string();

std::string bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The lupus review with claim B10 signed by two roles, and rendered.
class SignedReview {
 public:
  SignedReview()
      : path_(fs::temp_directory_path() / ("steelyard-claimreview-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    fs::copy(run::project() / "datasets/lupus-msc", path_ / "review",
             fs::copy_options::recursive);
    std::string text = bytes(path_ / "review/review.toml");
    const std::string id = "id                  = \"B10\"";
    const std::size_t at = text.find(id);
    REQUIRE(at != std::string::npos);
    text.insert(at, "extracted_by_role = \"a statistician\"\nchecked_by_role = \"a rheumatologist\"\n"
                    "url = \"https://clinic.example/lupus\"\n");
    std::ofstream(path_ / "review/review.toml") << text;
  }
  SignedReview(const SignedReview&) = delete;
  SignedReview& operator=(const SignedReview&) = delete;
  ~SignedReview() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] run::Outcome report(const std::string& review, const std::string& options) const {
    return run::shell(std::string("( ").append(program).append(" report ").append(review)
                          .append(" -o ").append((path_ / "out").string()).append(" ")
                          .append(options).append(" ) 2>&1"));
  }
  [[nodiscard]] std::string review() const { return (path_ / "review").string(); }
  [[nodiscard]] fs::path file() const { return path_ / "out/lupus-msc/claimreview.jsonld"; }

 private:
  fs::path path_;
};

void collect_names(const json& value, std::set<std::string>& names) {
  if (value.is_object())
    for (const auto& [name, inner] : value.items()) {
      names.insert(name);
      collect_names(inner, names);
    }
  if (value.is_array())
    for (const json& inner : value) collect_names(inner, names);
}

const std::string options =
    "--format claimreview --publisher 'Fair Tests' --publisher-url https://fair.example/appraisal";

}  // namespace

TEST_CASE("Only a signed verdict is exported as ClaimReview, with the fields of schema.org") {
  const SignedReview review;
  REQUIRE(review.report(review.review(), options).status == 0);
  const std::string text = bytes(review.file());
  const json list = json::parse(text);
  REQUIRE(list.size() == 1);  // the other claims of the review are suggested
  const json& one = list[0];
  CHECK(one["@context"] == "https://schema.org");
  CHECK(one["@type"] == "ClaimReview");
  CHECK(one["url"] == "https://fair.example/appraisal/lupus-msc/B10");
  CHECK(one["author"] == json{{"@type", "Organization"}, {"name", "Fair Tests"}});
  CHECK(one["datePublished"].get<std::string>().size() == 10);
  const json& claim = one["itemReviewed"];
  CHECK(claim["@type"] == "Claim");
  CHECK(claim["datePublished"] == "2019-12-04");
  CHECK(claim["author"] == json{{"@type", "Organization"}, {"name", "Clinic B"}});
  CHECK(claim["appearance"] ==
        json{{"@type", "CreativeWork"}, {"url", "https://clinic.example/lupus"}});
  const json& rating = one["reviewRating"];
  CHECK(rating["@type"] == "Rating");
  CHECK(rating["alternateName"] == "Uncertain");
  CHECK_FALSE(rating["ratingExplanation"].get<std::string>().empty());
  // Nothing else, and no rating scale: verdicts are not on a line from false to true.
  std::set<std::string> names;
  collect_names(list, names);
  CHECK(names == std::set<std::string>{"@context", "@type", "alternateName", "appearance", "author",
                                       "claimReviewed", "datePublished", "itemReviewed", "name",
                                       "ratingExplanation", "reviewRating", "url"});
  CHECK(bytes(review.file()).find("rheumatologist") == std::string::npos);
  for (const char* quotation : {"\\\"", "\u201C", "\u201D", "\u201E", "\u00AB"})
    CHECK(text.find(quotation) == std::string::npos);
  // The same bytes again.
  REQUIRE(review.report(review.review(), options).status == 0);
  CHECK(bytes(review.file()) == text);
}

TEST_CASE("A signed claim that waits for its evidence has no verdict to export, and a story stands by itself") {
  const SignedReview review;
  const fs::path toml = fs::path(review.review()) / "review.toml";
  std::string text = bytes(toml);
  const std::string rest =
      "claimant = \"Clinic B\"\nclaimant_type = \"clinic\"\ncommercial_interest = \"sells_treatment\"\n"
      "extracted_by_role = \"a statistician\"\nchecked_by_role = \"a rheumatologist\"\n"
      "paraphrase = \"Somebody is said to be better.\"\nasserted_direction = \"benefit\"\n";
  std::ofstream(toml, std::ios::app)
      << "\n[[claim]]\nid = \"waits\"\ntype = \"comparative\"\npending = \"not read\"\n" << rest
      << "\n[[claim]]\nid = \"story\"\ntype = \"testimonial\"\n" << rest;
  const auto outcome = review.report(review.review(), options);
  REQUIRE(outcome.status == 0);
  CHECK(outcome.output.find("claim waits: claimreview.jsonld leaves it out") != std::string::npos);
  const json list = json::parse(bytes(review.file()));
  REQUIRE(list.size() == 2);
  CHECK(list[1]["reviewRating"]["alternateName"] == "One person's story");
  CHECK(list[1]["reviewRating"]["ratingExplanation"].get<std::string>().starts_with("This is the story of one"));
}

TEST_CASE("A review without a signed verdict exports none, and says so") {
  const SignedReview review;
  const auto outcome = review.report(run::project().string() + "/datasets/lupus-msc", options);
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("none is signed") != std::string::npos);
  CHECK(json::parse(bytes(review.file())).empty());
}

TEST_CASE("ClaimReview is off by default and wants the organisation that publishes it") {
  const SignedReview review;
  REQUIRE(review.report(review.review(), "--format json").status == 0);
  CHECK_FALSE(fs::exists(review.file()));
  const auto nobody = review.report(review.review(), "--format claimreview");
  CHECK(nobody.status == 64);
  CHECK(nobody.output.find("--publisher") != std::string::npos);
  CHECK(review.report(review.review(), "--format claimreview --publisher X --publisher-url fair")
            .status == 64);
}
