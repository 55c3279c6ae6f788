/// Which claims of a review can bear on one another.
#pragma once
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "steelyard/study/claim.h"

namespace steelyard {

/// How many claims of a page there are, and how many of benefits and of harms give numbers.
struct PageNumbers {
  long claims = 0, benefits = 0, harms = 0;
};

/// Claims by claimant and by bundle, found once for all claims of a review.
class ClaimNeighbours {
 public:
  explicit ClaimNeighbours(const std::vector<Claim>& claims);

  /// Ascending indices of the claims with the claimant or the bundle of `claim`, itself included.
  [[nodiscard]] std::vector<std::size_t> of(const Claim& claim) const;

  /// Of the claims on the page of `claim`, as same_page() has it.
  [[nodiscard]] PageNumbers page_of(const Claim& claim) const;
  /// The diseases for which the claimant of `claim` names its treatment, in small letters.
  [[nodiscard]] const std::set<std::string>& diseases_of(const Claim& claim) const;

 private:
  using Pages = std::map<std::pair<std::string, std::string>, PageNumbers>;  // by claimant and page

  std::map<std::string, std::vector<std::size_t>, std::less<>> by_claimant_, by_bundle_;
  Pages of_address_, of_date_, of_date_without_address_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> diseases_;  // claimant, treatment
};

}  // namespace steelyard
