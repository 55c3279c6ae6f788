// `steelyard claim` beside an analysis that counts the same result by another rule.
#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

run::Outcome claim(const std::string& arguments) {
  return run::shell("cd " + run::project().string() + " && " + run::program().string() + " claim " + arguments);
}

}  // namespace

TEST_CASE("A complete remission is not judged by complete or partial ones") {
  const std::string against = " --against datasets/lupus-msc#remission";
  const auto text = claim("'complete remission in 75% of 200'" + against);
  INFO(text.output);
  REQUIRE(text.status == 0);
  CHECK(text.output.find("Not compared with: Renal remission, complete or partial") != std::string::npos);
  CHECK(text.output.find("(Renal remission (complete or partial))") != std::string::npos);
  CHECK(text.output.find("9 of 12") == std::string::npos);
  const auto json = claim("'complete remission in 75% of 200' --format json" + against);
  REQUIRE(json.status == 0);
  const auto found = nlohmann::json::parse(json.output)["claims"][0];
  CHECK(found["flags"].dump().find("RESPONDER_MISMATCH") != std::string::npos);
  CHECK(found["against"].is_null());
}

TEST_CASE("A complete remission is judged by complete ones") {
  const auto text = claim("'complete remission in 75% of 200' --against datasets/lupus-msc#complete-remission");
  INFO(text.output);
  REQUIRE(text.status == 0);
  CHECK(text.output.find("Set against: Complete renal remission") != std::string::npos);
  const auto plain = claim("'remission in 75% of 200' --format json --against datasets/lupus-msc#remission");
  REQUIRE(plain.status == 0);
  CHECK(plain.output.find("RESPONDER_MISMATCH") == std::string::npos);
}

TEST_CASE("Nothing is named as what trials count where no trials were named") {
  const auto text = claim("'75% of 200 patients came back'");
  INFO(text.output);
  CHECK(text.output.find("it is not clear for what result") != std::string::npos);
}
