// A check that the reader of reference data works.
#include "support/reference.h"

#include "support/catch.h"

TEST_CASE("A reference row with a missing number gives no data") {
  const auto data = nlohmann::json::parse(R"({"xi":[1,null],"ni":[10,20]})");
  const auto studies = steelyard::support::studies_of(data);
  REQUIRE(studies.size() == 2);
  CHECK(studies[0].data.size() == 1);
  CHECK(studies[1].data.empty());
}
