// Fairness through the program: what a review folder and a sentence are told, and what no template
// says.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

using namespace steelyard;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Every text under templates/, in small letters.
std::string templates(const std::string& part) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(run::project() / "templates"))
    if (entry.path().filename() == "phrases.en.toml" &&
        entry.path().string().find(part) != std::string::npos)
      text += lower_case(read_file(entry.path()));
  REQUIRE(!text.empty());
  return text;
}

// A review folder as a person writes it, removed at the end.
class Folder {
 public:
  explicit Folder(const std::string& claim, const std::string& studies =
                                                "study,year,nct,e_events,e_n,c_events,c_n\n"
                                                "Deng,2017,NCT01539902,9,12,5,6\n")
      : path_(fs::temp_directory_path() / ("steelyard-claims-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    std::ofstream(path_ / "studies.csv") << studies;
    std::ofstream(path_ / "review.toml")
        << "title = \"A\"\n[question]\npopulation = \"p\"\nintervention = \"cells\"\n"
           "comparator = \"placebo\"\n[[outcome]]\nid = \"o\"\nname = \"Remission\"\n"
           "better = \"higher\"\ntime_weeks = 48\n[[analysis]]\nid = \"a\"\noutcome = \"o\"\n"
           "data = \"studies.csv\"\nmeasure = \"RR\"\n[[claim]]\nid = \"C1\"\n"
           "claimant = \"Clinic\"\nclaimant_type = \"clinic\"\n"
           "commercial_interest = \"sells_treatment\"\ntype = \"response_proportion\"\n"
           "asserted_direction = \"benefit\"\n"
           "paraphrase = \"Three quarters of 200 are said to have been helped.\"\n"
           "n = 200\npercent_text = \"75\"\ncomparator_stated = \"none\"\nagainst = \"a\"\n"
        << claim;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] run::Outcome run(const std::string& command) const {
    std::string line = "( ";
    line.append(::run::program().string()).append(" ");
    line.append(command).append(" ").append(path_.string());
    if (command == "report") line.append(" --output ").append((path_ / "out").string());
    return run::shell(line.append(" ) 2>&1"));
  }
  [[nodiscard]] Json claim() const {
    for (const auto& entry : fs::recursive_directory_iterator(path_ / "out"))
      if (entry.path().filename() == "results.json")
        return Json::parse(read_file(entry.path()))["claims"][0];
    return {};
  }

 private:
  fs::path path_;
};
}  // namespace

TEST_CASE("Errors 13, 14, 19 and 35: no template says what data cannot carry") {
  for (const char* words : {"does not work", "doesn't work", "ineffective", "useless", "disproved",
                            "debunked", "scam", "fraud", "quack", "miracle", "just placebo",
                            "merely placebo", "failed to", "trend towards", "times more likely",
                            "times as likely", "does not exist", "no significant difference",
                            "not significant"}) {
    INFO(words);
    CHECK(templates("").find(words) == std::string::npos);
  }
  for (const char* words : {"p-value", " p =", " p <", "odds ratio", "confidence interval", " nnt"}) {
    INFO(words);
    CHECK(templates("plain").find(words) == std::string::npos);
  }
}

TEST_CASE("Error 33: a claim has no place for a patient's name or words") {
  const Folder folder("patient_name = \"somebody\"\n");
  const auto told = folder.run("check");
  CHECK(told.status != 0);
  CHECK(told.output.find("patient_name") != std::string::npos);
}

TEST_CASE("The checklist goes from a review folder to results.json") {
  const Folder folder(
      "checklist_no = [\"reply-offered: no address was given\", \"source-agrees\"]\n"
      "checklist_yes = [\"appeal: NOVELTY, the page calls it new\"]\n"
      "checklist_not_applicable = [\"subgroup-planned\"]\n");
  const auto told = folder.run("report");
  INFO(told.output);
  REQUIRE(told.status == 0);
  const Json claim = folder.claim();
  REQUIRE(claim["checklist"].size() == 32);
  CHECK(claim["checklist"][0]["number"] == 9);
  CHECK(claim["flags"] == Json({"NO_CONTROL", "OUTCOME_UNDEFINED", "SOURCE_MISSING", "ATTRITION",
                                "INTERVENTION_VAGUE", "POPULATION_VAGUE", "TIME_MISSING",
                                "SOURCE_MISMATCH", "NOVELTY", "INTEREST", "NO_REPLY_OFFERED"}));
  for (const Json& item : claim["checklist"]) {
    if (item["item"] == "reply-offered") {
      CHECK(item["basis"] == "person");
      CHECK(item["note"] == "no address was given");
    }
    if (item["item"] == "allocation") CHECK(item["answer"] == "not applicable");
    if (item["item"] == "references-fit") CHECK(item["answer"] == "not judged");
  }
  CHECK(claim["suggested_certainty"]["domains"]["imprecision"]["levels"] == -2);
  CHECK(claim["suggested_certainty"]["level"] == "very low");
}

TEST_CASE("An answer to no item, a second answer or a nameless failure is refused in place") {
  const auto told = [](const std::string& keys) {
    const Folder folder(keys);
    return folder.run("check");
  };
  CHECK(told("checklist_yes = [\"outcome-define\"]\n").output.find("did you mean 'outcome-defined'?") !=
        std::string::npos);
  CHECK(told("checklist_yes = [\"allocation\"]\nchecklist_no = [\"allocation\"]\n")
            .output.find("answered twice") != std::string::npos);
  CHECK(told("checklist_yes = [\"appeal\"]\n")
            .output.find("must say which: NOVELTY, APPEAL_TO_NATURE or AUTHORITY") !=
        std::string::npos);
  CHECK(told("citations = 5\ncitations_distinct = 6\n").status != 0);
}

TEST_CASE("A ratio goes from a review folder to results.json, and an impossible one is refused in place") {
  const Folder folder("ratio = 1.2\n");
  CHECK(folder.run("report").status == 0);
  const Json relative = folder.claim()["relative"];
  CHECK(relative["ratio"] == 1.2);
  CHECK(relative["baselines_from"] == "trials");
  CHECK(relative["baselines"][0]["beyond_all"] == false);
  const run::Outcome wrong = Folder("ratio = 0\n").run("check");
  CHECK(wrong.status == 65);
  CHECK(wrong.output.find("ratio is 0, but must be above 0") != std::string::npos);
}

TEST_CASE("A group used twice stops the report of a claim with a plain reason") {
  const Folder folder("", "study,year,nct,e_events,e_n,c_events,c_n\n"
                          "Low,2017,NCT01663116,9,20,2,7\nHigh,2018,NCT01663116,4,20,2,7\n");
  const auto told = folder.run("report");
  CHECK(told.status != 0);
  CHECK(told.output.find("have the same control group, which would count twice") !=
        std::string::npos);
  CHECK(told.output.find("shared_control") != std::string::npos);
}

TEST_CASE("What two patients tell is a story of a few people, not of one") {
  const auto told = run::shell(
      run::program().string().append(" claim 'Two patients went into remission' 2>&1"));
  INFO(told.output);
  CHECK(told.status == 0);
  CHECK(told.output.find("This is the story of 2 people.") != std::string::npos);
  CHECK(told.output.find("One person") == std::string::npos);
}

TEST_CASE("Round words beside a count are no numbers that do not fit together") {
  const auto told = [](const std::string& sentence) {
    return run::shell(run::program().string() + " claim '" + sentence + "' 2>&1").output;
  };
  const std::string wrong = "do not fit together";
  CHECK(told("About a third of patients (82 of 240) responded").find(wrong) == std::string::npos);
  CHECK(told("Nearly half of patients (112 of 240) responded").find(wrong) == std::string::npos);
  CHECK(told("Over half of patients (112 of 240) responded").find(wrong) != std::string::npos);
  CHECK(told("About a third of patients (140 of 240) responded").find(wrong) != std::string::npos);
}

TEST_CASE("A sentence on the command line is told what it leaves open") {
  const auto told = run::shell(
      run::program().string().append(" claim 'In one trial of 200 participants 75% benefited.' 2>&1"));
  INFO(told.output);
  CHECK(told.status == 0);
  CHECK(told.output.find("Points to weigh:\n  - no comparison group\n") != std::string::npos);
  CHECK(told.output.find("outcome not defined") != std::string::npos);
}
