// Which claims of a review can bear on one another.
#include "steelyard/claim/neighbours.h"

#include <algorithm>
#include <iterator>

namespace steelyard {

ClaimNeighbours::ClaimNeighbours(const std::vector<Claim>& claims) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    by_claimant_[claims[i].claimant].push_back(i);
    if (!claims[i].bundle.empty()) by_bundle_[claims[i].bundle].push_back(i);
  }
}

std::vector<std::size_t> ClaimNeighbours::of(const Claim& claim) const {
  static const std::vector<std::size_t> nobody;
  const auto listed = [](const auto& lists, const std::string& key) -> const std::vector<std::size_t>& {
    const auto found = lists.find(key);
    return found == lists.end() ? nobody : found->second;
  };
  const auto &claimant = listed(by_claimant_, claim.claimant), &bundle = listed(by_bundle_, claim.bundle);
  std::vector<std::size_t> all;
  std::ranges::set_union(claimant, bundle, std::back_inserter(all));
  return all;
}

}  // namespace steelyard
