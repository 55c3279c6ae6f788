// `steelyard calibrate`: the same numbers for any number of threads, in three forms.
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

run::Outcome calibrate(const std::string& options) {
  return run::shell(
      std::string("( ").append(run::program().string()).append(" calibrate ").append(options).append(" ) 2>&1"));
}

}  // namespace

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
