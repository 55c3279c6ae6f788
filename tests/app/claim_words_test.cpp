// `steelyard claim`: the same numbers in other words get the same verdict, unless the words assert more.
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "support/catch.h"
#include "support/paths.h"
#include "support/review_folder.h"
#include "support/run.h"

namespace {

// Trials that show a harm, and trials that show fewer deaths, put as deaths and as survivors.
void write_trials(const review_folder::Folder& folder) {
  std::string text = review_folder::head;
  for (const auto& [id, name, better] : {std::tuple{"sae", "a severe reaction", "lower"},
                                         std::tuple{"death", "people died", "lower"},
                                         std::tuple{"survival", "people survived", "higher"}})
    text += std::string("[[outcome]]\nid = \"") + id + "\"\nname = \"" + name + "\"\nbetter = \"" + better +
            "\"\n[[analysis]]\nid = \"" + id + "\"\noutcome = \"" + id + "\"\ndata = \"t.csv\"\nwhere = { a = \"" +
            id + "\" }\nmeasure = \"RR\"\ncertainty = { level = \"high\", reasons = [\"r\"] }\n";
  folder.file("review.toml", text);
  folder.file("t.csv",
              "study,a,e_events,e_n,c_events,c_n\nH1,sae,200,5000,50,5000\nH2,sae,220,5000,60,5000\n"
              "H3,sae,210,5000,55,5000\nD1,death,100,5000,400,5000\nD2,death,110,5000,420,5000\n"
              "D3,death,105,5000,410,5000\nV1,survival,4900,5000,4600,5000\nV2,survival,4890,5000,4580,5000\n"
              "V3,survival,4895,5000,4590,5000\n");
}

nlohmann::json judged(const review_folder::Folder& trials, const std::string& sentence,
                      const std::string& analysis) {
  const auto outcome = run::shell(std::string("cd ")
                                      .append(run::project().string())
                                      .append(" && ")
                                      .append(run::program().string())
                                      .append(" claim '")
                                      .append(sentence)
                                      .append("' --against '")
                                      .append(trials.path().string())
                                      .append("#")
                                      .append(analysis)
                                      .append("' --format json 2>/dev/null"));
  INFO(sentence << "\n" << outcome.output);
  const auto read = nlohmann::json::parse(outcome.output, nullptr, false);
  REQUIRE_FALSE(read.is_discarded());
  return read["claims"][0];
}

}  // namespace

TEST_CASE("Few is no claim of safety: the verdict is that of the number") {
  const review_folder::Folder trials;
  write_trials(trials);
  const auto neutral = judged(trials, "2 of our 500 patients had a severe reaction", "sae");
  const auto only = judged(trials, "Only 2 of our 500 patients had a severe reaction", "sae");
  CHECK(neutral["verdict"] == "UNCERTAIN");
  CHECK(neutral["reason"] == "rate_below");
  CHECK(only["verdict"] == neutral["verdict"]);
  CHECK(only["reason"] == neutral["reason"]);
  const auto limit = judged(trials, "Fewer than 10% of 500 patients had a severe reaction", "sae");
  CHECK(limit["bound"] == "at_most");
  CHECK(limit["reason"] == "rate_limit_like");
  CHECK(judged(trials, "More than 10% of 500 patients had a severe reaction", "sae")["reason"] == "rate_limit_above");
}

TEST_CASE("Survivors are judged by one threshold, with their group and without it, as survivors and as deaths") {
  const review_folder::Folder trials;
  write_trials(trials);
  for (const char* sentence : {"98 of 100 patients survived", "98% of patients survived",
                               "More than 98% of patients survived"})
    for (const char* analysis : {"death", "survival"}) {
      INFO(sentence << " " << analysis);
      const auto found = judged(trials, sentence, analysis);
      CHECK(found["verdict"] == "SUPPORTED");
      CHECK(found["controlled"]["smallest_important"]["benefit"] == 10);
    }
  CHECK(judged(trials, "More than 98% of patients survived", "death")["bound"] == "at_most");
  // That some died promises nothing, whatever the trials counted.
  CHECK(judged(trials, "2 of 100 patients died", "death")["reason"] == "rate_like");
  CHECK(judged(trials, "2 of 100 patients died", "survival")["controlled"].is_null());
}
