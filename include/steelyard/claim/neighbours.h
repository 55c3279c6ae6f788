/// Which claims of a review can bear on one another.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "steelyard/study/claim.h"

namespace steelyard {

/// Claims by claimant and by bundle, found once for all claims of a review.
class ClaimNeighbours {
 public:
  explicit ClaimNeighbours(const std::vector<Claim>& claims);

  /// Ascending indices of the claims with the claimant or the bundle of `claim`, itself included.
  [[nodiscard]] std::vector<std::size_t> of(const Claim& claim) const;

 private:
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_claimant_, by_bundle_;
};

}  // namespace steelyard
