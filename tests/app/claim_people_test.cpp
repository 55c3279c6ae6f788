// `steelyard claim --against`: people with another illness, and another treatment, are not compared.
#include <string>
#include <vector>

#include "app/claim_evidence.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

TEST_CASE("A sentence about another illness or another treatment than the review's is not compared") {
  const std::string text =
      steelyard::read_file(run::project() / "tests/claim/data/sentences_compared.tsv");
  std::vector<std::string> lines = steelyard::split(text, '\n');
  lines.erase(lines.begin());
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    const std::vector<std::string> row = steelyard::split(line, '\t');
    INFO(line);
    REQUIRE(row.size() == 4);
    const auto reading = steelyard::read_sentence(row[0]);
    CHECK(reading.refusal.empty());
    const auto setting =
        steelyard::claim_setting(reading, (run::project() / "datasets" / row[1]).string());
    CHECK((setting.how == steelyard::Comparable::illness) == (row[2] == "illness"));
    CHECK((setting.how == steelyard::Comparable::treatment) == (row[2] == "treatment"));
    CHECK(setting.other_illness == (row[2] == "illness" ? row[3] : ""));
    CHECK(setting.other_treatment == (row[2] == "treatment" ? row[3] : ""));
    if (row[2] != "-") CHECK(setting.review.value.claims.front().against.empty());
  }
}

TEST_CASE("The program tells which other illness a sentence named, and gives no verdict") {
  const auto outcome = run::shell("cd " + run::project().string() + " && " + run::program().string() +
                                  " claim '45 of 60 patients with asthma improved' --against "
                                  "datasets/lupus-msc#remission");
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("Not compared with") != std::string::npos);
  CHECK(outcome.output.find("(asthma)") != std::string::npos);
  CHECK(outcome.output.find("verdict") == std::string::npos);
}

TEST_CASE("What is understood tells the direction of a comparison, a change to be reached and the outcome meant") {
  const auto told = [](const std::string& sentence, const std::string& analysis) {
    return run::shell("cd " + run::project().string() + " && " + run::program().string() + " claim '" + sentence +
                      "' --against datasets/lupus-msc#" + analysis)
        .output;
  };
  CHECK(told("Stem cells are no better than placebo", "remission").find("no better and no worse") !=
        std::string::npos);
  CHECK(told("75% of patients had 50% less pain", "remission").find("50% less pain") != std::string::npos);
  CHECK(told("Lupus was still active in 30 of 100 patients", "high-activity")
            .find("the result that the trials count: lupus was still") != std::string::npos);
}
