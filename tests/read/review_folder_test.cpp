#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "steelyard/base/error.h"
#include "steelyard/base/file.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/paths.h"

using namespace steelyard;

namespace {

namespace fs = std::filesystem;

// A folder that is removed at the end of the test.
class Folder {
 public:
  Folder() {
    static int count = 0;
    path_ = fs::temp_directory_path() /
            ("steelyard-read-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void put(const std::string& name, std::string_view bytes) const {
    write_file(path_ / name, bytes);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

constexpr std::string_view head = R"(title = "T"
slug = "t"
searched = 2026-11-01

[question]
population = "P"
intervention = "I"
comparator = "C"

[[outcome]]
id = "relief"
name = "Relief of pain"
better = "higher"
important = { benefit_per_1000 = 50, harm_per_1000 = 20, source = "panel" }
)";

constexpr std::string_view analyses = R"(
[[analysis]]
id = "short"
outcome = "relief"
data = "a.csv"
where = { weeks = 12 }
measure = "RR"
tau2 = 0.25
level = 90
drop00 = true
subgroup = "design"
moderators = ["weeks", "year"]
plain = true

[[analysis]]
id = "long"
outcome = "relief"
title = "Relief at a year"
data = "a.csv"
where = { weeks = "52" }
measure = "OR"
certainty = { level = "low", imprecision = -2, reasons = ["Few people."] }
)";

std::string sound_review() {
  std::string text;
  return text.append(head).append(analyses);
}

constexpr const char* table =
    "study,year,design,weeks,e_events,e_n,c_events,c_n\n"
    "A,2001,rct,12,1,10,2,10\n"
    "B,2002,rct,12,3,10,2,10\n"
    "A,2001,rct,52,4,10,5,10\n";

}  // namespace

TEST_CASE("A review folder is read whole") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  folder.put("a.csv", table);
  folder.put("notes.md", "## Background\n");
  folder.put("expected.toml",
             "[[expected]]\nanalysis = \"short\"\nquantity = \"display.estimate\"\n"
             "value = 1\ntolerance = 0.5\nsource = \"p 3\"\n");
  folder.put("unused.csv", "x\n");
  const auto [review, notices] = read_review(folder.path());
  CHECK(to_text(notices).empty());
  CHECK(review.title == "T");
  CHECK(review.searched == Date{2026, 11, 1});
  CHECK(review.question.intervention_short == "I");
  REQUIRE(review.outcome("relief") != nullptr);
  CHECK(review.outcome("relief")->important.benefit_per_1000 == 50);
  CHECK_FALSE(review.outcome("relief")->important.is_default);
  REQUIRE(review.analyses.size() == 2);
  const AnalysisRequest& first = review.analyses[0];
  CHECK(first.title == "Relief of pain");
  CHECK(first.in_plain);
  REQUIRE(first.studies.size() == 2);
  CHECK(first.studies[1].name == "B 2002");
  REQUIRE(review.analyses[1].studies.size() == 1);
  CHECK(review.analyses[1].studies[0].as<TwoByTwo>()->e_events == 4);
  REQUIRE(review.analyses[1].certainty);
  CHECK(review.analyses[1].certainty->imprecision == -2);
  CHECK(review.notes == "## Background\n");
  REQUIRE(review.expected.size() == 1);
  CHECK(review.expected[0].tolerance == 0.5);
}

TEST_CASE("Settings are kept as typed, with their place and line") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  folder.put("a.csv", table);
  const Settings settings = read_review(folder.path()).value.analyses.at(0).settings;
  CHECK(settings.at("tau2").text == "0.25");
  CHECK(settings.at("level").text == "90");
  CHECK(settings.at("drop00").text == "true");
  CHECK(settings.at("moderators").text == "weeks,year");
  CHECK(settings.at("measure").where == Place{"review.toml", 21, 11});
  CHECK(settings.at("measure").source == "measure = \"RR\"");
  CHECK_FALSE(settings.contains("model"));
}

TEST_CASE("Every file that was read is listed with its hash, in name order") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  folder.put("a.csv", table);
  folder.put("notes.md", "");
  folder.put("unused.csv", "x\n");
  const auto inputs = read_review(folder.path()).value.inputs;
  REQUIRE(inputs.size() == 3);
  CHECK(inputs[0].name == "a.csv");
  CHECK(inputs[0].sha256 == sha256(table));
  CHECK(inputs[0].bytes == std::string_view(table).size());
  CHECK(inputs[1].name == "notes.md");
  // SHA-256 of nothing: FIPS 180-4, example of the empty message
  CHECK(inputs[1].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(inputs[2].name == "review.toml");
}

TEST_CASE("What is wrong with a table that two analyses share is told once") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  folder.put("a.csv",
             "study,design,weeks,e_event,e_n,c_events,c_n\nA,x,12,1,10,2,10\nA,x,52,1,10,2\n"
             "A,x,52,1,10,20,10\n");
  const auto [review, notices] = read_review(folder.path());
  CHECK(to_text(notices) ==
        "a.csv:1:20: warning: the column 'e_event' is not known\n"
        "  study,design,weeks,e_event,e_n,c_events,c_n\n"
        "                     ^^^^^^^\n"
        "  hint: did you mean 'e_events'?\n"
        "a.csv:3:13: error: the row has 6 fields, but must have 7\n"
        "  A,x,52,1,10,2\n"
        "              ^\n"
        "  hint: nothing stands under 'c_n'\n"
        "review.toml:26:14: error: the table a.csv has no column 'year'\n"
        "  moderators = [\"weeks\", \"year\"]\n"
        "               ^^^^^^^^^^^^^^^^^\n"
        "  hint: its columns are study, design, weeks, e_event, e_n, c_events and c_n\n");
  CHECK(review.analyses.size() == 2);
}

TEST_CASE("A table that is not there, or a filter that keeps nothing, is told at its key") {
  const Folder folder;
  std::string text = sound_review();
  text.replace(text.rfind("a.csv"), 5, "aa.csv");
  text.replace(text.find("weeks = 12"), 10, "weeks = 13");
  folder.put("review.toml", text);
  folder.put("a.csv", table);
  folder.put("b.csv", table);
  const auto [review, notices] = read_review(folder.path());
  CHECK(to_text(notices) ==
        "review.toml:20:19: error: no row of a.csv has '13' in the column 'weeks'\n"
        "  where = { weeks = 13 }\n"
        "                    ^^\n"
        "  hint: did you mean '12'?\n"
        "review.toml:33:8: error: analysis long: data is 'aa.csv', but there is no such file in "
        "the folder\n"
        "  data = \"aa.csv\"\n"
        "         ^^^^^^^^\n"
        "  hint: did you mean 'a.csv'?\n");
  CHECK(review.title == "T");
}

TEST_CASE("A table that is there but cannot be read is an input error, not a missing file") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  const auto refusal = [&]() -> std::string {
    try {
      read_review(folder.path());
    } catch (const Error& error) {
      CHECK(error.status() == Exit::no_input);
      return std::string(error.what()).substr(folder.path().string().size());
    }
    return "";
  };
  const fs::path data = folder.path() / "a.csv";
  fs::create_directory(data);
  CHECK(refusal() == "/a.csv: cannot be read: it is a folder");
  fs::remove(data);
  fs::create_symlink("a.csv", data);
  CHECK(refusal() == "/a.csv: cannot be read: Too many levels of symbolic links");
  fs::remove(data);
  REQUIRE(::mkfifo(data.c_str(), 0600) == 0);
  CHECK(refusal() == "/a.csv: cannot be read: it is a pipe, but must be a file");
}

TEST_CASE("Notes with a character that cannot be printed are told with its place") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  folder.put("a.csv", table);
  folder.put("notes.md", "## Background\n\nBell: \x07\n");
  CHECK(to_text(read_review(folder.path()).notices) ==
        "notes.md:3:7: error: the character U+0007 is a control code, but must be one that can be "
        "printed\n"
        "  Bell:  \n"
        "        ^\n"
        "  hint: delete it, or type what it should show\n");
}

TEST_CASE("Wrong expectations are told with their own file") {
  const Folder folder;
  folder.put("review.toml", sound_review());
  folder.put("a.csv", table);
  folder.put("expected.toml",
             "[[expected]]\nanalysis = \"shrt\"\nquantity = \"k\"\nvalue = \"1\"\n"
             "tolerance = -1\n");
  CHECK(to_text(read_review(folder.path()).notices) ==
        "expected.toml:1:1: error: expected: source is missing\n"
        "  [[expected]]\n"
        "  ^^^^^^^^^^^^\n"
        "expected.toml:2:12: error: expected: analysis is 'shrt', but there is none with this "
        "id\n"
        "  analysis = \"shrt\"\n"
        "             ^^^^^^\n"
        "  hint: did you mean 'short'?\n"
        "expected.toml:4:9: error: expected: value is a text, but must be a number\n"
        "  value = \"1\"\n"
        "          ^^^\n"
        "  hint: write it without quotes\n"
        "expected.toml:5:13: error: expected: tolerance is -1, but must be 0 or more\n"
        "  tolerance = -1\n"
        "              ^^\n");
}

TEST_CASE("A folder or its review.toml that is missing is an input error") {
  const Folder folder;
  CHECK_THROWS_AS(read_review(folder.path()), Error);
  CHECK_THROWS_AS(read_review(folder.path() / "nowhere"), Error);
  try {
    read_review(folder.path() / "nowhere");
  } catch (const Error& error) {
    CHECK(error.status() == Exit::no_input);
    CHECK(std::string(error.what()).ends_with("cannot be read: there is no such folder"));
  }
}

TEST_CASE("The starter review is complete and reads without a word") {
  const auto [review, notices] = read_review(run::project() / "templates/starter");
  CHECK(to_text(notices).empty());
  REQUIRE(review.analyses.size() == 1);
  CHECK(review.analyses[0].studies.size() == 4);
  REQUIRE(review.claims.size() == 1);
  CHECK(review.claims[0].against == review.analyses[0].id);
  CHECK(review.claims[0].percent_text == "90");
  CHECK_FALSE(review.notes.empty());
}

TEST_CASE("A row of a review that gives no effect is a warning with its place, and its study stays") {
  const Folder folder;
  for (const auto& each : fs::directory_iterator(run::project() / "templates/starter")) {
    std::string bytes = read_file(each.path());
    const std::size_t beta = bytes.find("21,48,15,50");
    if (each.path().extension() == ".csv" && beta != std::string::npos) bytes.replace(beta, 11, "0,0,15,50");
    folder.put(each.path().filename().string(), bytes);
  }
  const auto [review, notices] = read_review(folder.path());
  CHECK_FALSE(has_errors(notices));
  CHECK(to_text(notices).find("studies.csv:3:34: warning: Beta 2014: e_n is 0, but must be above 0\n") !=
        std::string::npos);
  REQUIRE_FALSE(review.analyses.empty());
  const auto& studies = review.analyses.front().studies;
  const auto beta = std::ranges::find(studies, "Beta 2014", &Study::name);
  REQUIRE(beta != studies.end());
  CHECK(beta->data.empty());
  CHECK(beta->gaps == std::vector<std::string>{"e_n is 0, but must be above 0"});
}
