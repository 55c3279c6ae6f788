// `steelyard calibrate`: the same numbers for any number of threads, in three forms.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

run::Outcome calibrate(const std::string& options) {
  return run::shell(
      std::string("( ").append(run::program().string()).append(" calibrate ").append(options).append(" ) 2>&1"));
}

std::string text_of(const std::string& file) {
  std::ifstream in(run::project() / "templates" / file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The highest share of a verdict without a benefit, in percent.
double most_in_table(const std::string& verdict, int least_k, int most_k,
                     const std::string& selection = "none") {
  std::istringstream table(text_of("calibration.csv"));
  double most = -1;
  std::string line;
  std::getline(table, line);
  REQUIRE(line.starts_with("selection,effect_per_1000,tau,k,verdict,false,literatures,given,share"));
  while (std::getline(table, line)) {
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == ',')
        cells.emplace_back();
      else
        cells.back() += c;
    const int k = std::stoi(cells.at(3));
    if (cells[0] != selection || cells[1] != "0" || cells[4] != verdict || k < least_k || k > most_k)
      continue;
    CHECK(cells.at(6) == "100000");
    most = std::max(most, 100 * std::stoi(cells.at(7)) / 100000.0);
  }
  return most;
}

}  // namespace

TEST_CASE("What the methods say of wrong verdicts is what the published table says") {
  const double one = most_in_table("SUPPORTED", 1, 1), several = most_in_table("SUPPORTED", 2, 20);
  CHECK(std::max(one, several) <= 2.5);
  const std::string said = text_of("reviewer/phrases.en.toml");
  for (const std::string& part :
       {fmt::format("at most {:.1f}% where the treatment made no difference", one),
        fmt::format("at most {:.3f}% from two trials on", several),
        fmt::format("up to {:.1f}% with one trial", most_in_table("PARTLY_SUPPORTED", 1, 1)),
        fmt::format("up to {:.1f}% with more", most_in_table("PARTLY_SUPPORTED", 2, 20)),
        fmt::format("supported was given in up to {:.1f}% without an effect",
                    most_in_table("SUPPORTED", 1, 20, "small-study-bias"))}) {
    INFO(part);
    CHECK(said.find(part) != std::string::npos);
  }
}

TEST_CASE("The published table holds every cell of the design") {
  std::istringstream table(text_of("calibration.csv"));
  std::set<std::string> cells;
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::size_t end = 0;  // of the fourth field
    for (int field = 0; field < 4; ++field) end = line.find(',', end) + 1;
    cells.insert(line.substr(0, end));
    CHECK(line.find(",100000,") != std::string::npos);
  }
  CHECK(cells.size() == 3 * 4 * 2 * 6);  // selections, effects, heterogeneity, numbers of trials
}

TEST_CASE("A calibration gives the same bytes for any number of threads") {
  const std::string cells = "--literatures 2500 --seed 3 --cells k=1,tau=0.4,selection=none ";
  const auto one = calibrate(cells + "--jobs 1 --format csv");
  REQUIRE(one.status == 0);
  CHECK(one.output == calibrate(cells + "--jobs 4 --format csv").output);
  CHECK(one.output.find("none,0,0.4,1,SUPPORTED,yes,2500,") != std::string::npos);
  const auto text = calibrate(cells);
  CHECK(text.output.find("k = 1") != std::string::npos);
  CHECK(text.output.find("no selection: at most") != std::string::npos);
  const auto read = nlohmann::json::parse(calibrate(cells + "--format json").output);
  CHECK(read["seed"] == 3);
  for (const auto& line : read["lines"]) CHECK(line["false"] == true);
}

TEST_CASE("A calibration names what a cell may be") {
  CHECK(calibrate("--cells k=4").status == 64);
  const auto wrong = calibrate("--cells colour=red");
  CHECK(wrong.status == 64);
  CHECK(wrong.output.find("selection") != std::string::npos);
  CHECK(calibrate("--cells k=two").status == 64);
  CHECK(calibrate("--literatures 0").status == 64);
}
