// A review with a long table of claims: shared out among threads, written in order.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace fs = std::filesystem;

TEST_CASE("A long table of claims gives the same bytes on 1 and 3 threads, in the table's order") {
  const fs::path folder = fs::temp_directory_path() / "steelyard_claims_table";
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::copy(run::project() / "datasets" / "lupus-msc", folder / "review", fs::copy_options::recursive);
  std::ifstream in(folder / "review" / "review.toml");
  std::stringstream text;
  text << in.rdbuf();
  const std::string whole = text.str();
  const std::size_t claims = whole.find("# ---- Claims");
  REQUIRE(claims != std::string::npos);
  std::ofstream(folder / "review" / "review.toml") << whole.substr(0, claims);
  constexpr int rows = 320;
  {
    std::ofstream table(folder / "review" / "claims.csv");
    table << "id,claimant,claimant_type,commercial_interest,date_published,language,paraphrase,type,"
             "asserted_direction,asserted_size,attribution,population,intervention,comparator_stated,"
             "outcome_text,outcome_defined,assessor,n,percent_text,design_claimed,source_named,against\n";
    for (int i = 0; i < rows; ++i)
      table << "C" << i << ",Clinic " << i % 7
            << ",clinic,sells_treatment,2019-12-04,en,A share is said to have improved.,"
               "response_proportion,benefit,number_given,causes,lupus,cells,none,better,true,unknown,"
            << 20 + i % 40 << "," << 5 * (i % 20) << ",unknown,false,remission\n";
  }
  const auto results = [&](const std::string& jobs) {
    const fs::path out = folder / jobs;
    const auto made = run::shell(run::program().string() + " report " + (folder / "review").string() +
                                 " --format json --quiet --jobs " + jobs + " -o " + out.string() + " 2>&1");
    INFO(made.output);
    REQUIRE(made.status == 0);
    std::ifstream file(out / "lupus-msc" / "results.json");
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  };
  const std::string one = results("1");
  CHECK(one == results("3"));
  const auto read = nlohmann::json::parse(one);
  REQUIRE(read["claims"].size() == rows);
  for (std::size_t i = 0; i < rows; ++i)
    CHECK(read["claims"][i]["claim_id"] == std::string("C").append(std::to_string(i)));
  // As one object would have been written.
  CHECK(nlohmann::ordered_json::parse(one).dump(2) + "\n" == one);
  fs::remove_all(folder);
}
