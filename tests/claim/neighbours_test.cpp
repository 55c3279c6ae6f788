// The numbers of a page, counted once for all of its claims, are those that a look at each claim gives.
#include "steelyard/claim/neighbours.h"

#include <set>
#include <string>
#include <vector>

#include "steelyard/claim/checklist.h"
#include "support/catch.h"

using namespace steelyard;

TEST_CASE("The claims of a page are counted as same_page tells them") {
  std::vector<Claim> claims;
  for (int i = 0; i < 72; ++i) {
    Claim claim;
    claim.id = std::to_string(i);
    claim.claimant = i % 2 == 0 ? "Clinic A" : "Clinic B";
    const char* const addresses[] = {"", "https://example.org/1", "https://example.org/2"};
    claim.url = addresses[i % 3];
    if (i % 4 != 0) claim.date_published = Date{2019, 12, 1 + i % 4};
    const char* const types[] = {"response_proportion", "safety_rate", "safety_zero", "mechanism"};
    claim.type = types[(i / 4) % 4];
    claim.asserted_direction = i % 5 == 0 ? "none" : "benefit";
    if (i % 7 != 0) claim.n = 200;
    if (i % 3 == 0) claim.percent_text = "75";
    const char* const diseases[] = {"", "lupus", "Lupus", "arthritis"};
    claim.disease = diseases[(i / 2) % 4];
    claim.intervention = i % 8 < 4 ? "Cells" : "cells";
    claims.push_back(claim);
  }
  const ClaimNeighbours neighbours(claims);
  for (const Claim& claim : claims) {
    PageNumbers wanted;
    std::set<std::string> diseases;
    for (const Claim& other : claims) {
      if (other.claimant == claim.claimant && !other.disease.empty())
        diseases.insert(other.disease == "Lupus" ? "lupus" : other.disease);
      if (!same_page(claim, other)) continue;
      const bool share = other.n && !other.percent_text.empty();
      const bool safety = other.type == "safety_rate" || other.type == "safety_zero";
      ++wanted.claims;
      if (other.type == "response_proportion" && other.asserted_direction == "benefit" && share)
        ++wanted.benefits;
      if (safety && (share || (other.type == "safety_zero" && other.n))) ++wanted.harms;
    }
    INFO(claim.id);
    const PageNumbers found = neighbours.page_of(claim);
    CHECK(found.claims == wanted.claims);
    CHECK(found.benefits == wanted.benefits);
    CHECK(found.harms == wanted.harms);
    CHECK(neighbours.diseases_of(claim) == diseases);
  }
}
