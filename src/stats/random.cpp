// xoshiro256**, seeded by splitmix64, and exact ways from its bits to other distributions.
//
// Nothing here but integers, comparisons and exactly rounded arithmetic: no logarithm or cosine of
// a library, whose last digit may differ between machines.
// Source: blackman2021 (generator), steele2014 (seeding), karney2016 (normal)
#include "steelyard/stats/random.h"

#include <bit>
#include <utility>

namespace steelyard {

namespace {

// Σ (−a)ⁿ/n! = exp(−a): that a descent a > u₁ > u₂ > … has an even length. Each step is also given
// up with the probability 1 − r, which makes it exp(−a r). Source: karney2016, algorithms H and B
bool even_descent(Random& random, double a, double r) {
  bool even = true;
  for (double next = random.uniform(); next < a; next = random.uniform()) {
    if (r < 1 && random.uniform() >= r) break;
    a = next;
    even = !even;
  }
  return even;
}

bool all_even(Random& random, int times, double a, double r) {
  for (int i = 0; i < times; ++i)
    if (!even_descent(random, a, r)) return false;
  return true;
}

}  // namespace

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {
    seed += 0x9e3779b97f4a7c15;
    word = seed;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    word ^= word >> 31;
  }
}

std::uint64_t Random::bits() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

// As many bits as limit − 1 has, drawn again while they are too many: less than two draws on
// average.
std::uint64_t Random::below(std::uint64_t limit) {
  if (limit < 2) return 0;
  const int spare = std::countl_zero(limit - 1);
  for (;;)
    if (const std::uint64_t drawn = bits() >> spare; drawn < limit) return drawn;
}

// The middle of one of 2⁵² equal steps.
double Random::uniform() {
  return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
}

// k + x with the density exp(−(k + x)²/2), built from
//   exp(−k/2) · exp(−k (k − 1)/2) · exp(−x (2k + x)/2)
// Source: karney2016, algorithm N
double Random::normal() {
  constexpr double half = 0.5;
  for (;;) {
    int k = 0;
    while (even_descent(*this, half, 1)) ++k;
    if (!all_even(*this, k * (k - 1), half, 1)) continue;
    const double x = uniform();
    if (!all_even(*this, k + 1, x, (2 * k + x) / (2 * k + 2))) continue;
    return bits() >> 63 == 0 ? k + x : -(k + x);
  }
}

// Source: fisher1948, example 12 (Durstenfeld's form)
void Random::shuffle(std::vector<std::size_t>& order) {
  for (std::size_t left = order.size(); left > 1; --left)
    std::swap(order[left - 1], order[below(left)]);
}

}  // namespace steelyard
