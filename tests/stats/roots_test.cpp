// Roots between two points.
#include "steelyard/stats/roots.h"

#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

TEST_CASE("A root is found to the last digits at every size") {
  for (const double root : {1e-200, 1e-12, 0.3, 7.0, 1e12, 1e200}) {
    const auto f = [&](double x) { return x / root - 1; };
    CHECK(apart(root_between(f, 0, f(0), 3 * root, f(3 * root)), root) < 1e-15);
    const auto bent = [&](double x) { return 1 / (1 + x / root) - 0.5; };
    CHECK(apart(root_between(bent, 0, bent(0), 1e3 * root, bent(1e3 * root)), root) < 1e-14);
  }
}

TEST_CASE("A root at an end of the bracket is that end") {
  const auto f = [](double x) { return x; };
  CHECK(root_between(f, 0, 0, 1, 1) == 0);
  CHECK(root_between(f, -1, -1, 0, 0) == 0);
}

TEST_CASE("A jump through zero ends at the jump") {
  const auto f = [](double x) { return x < 0.7 ? -1.0 : 1.0; };
  CHECK(std::abs(root_between(f, 0, -1, 1, 1) - 0.7) < 1e-15);
}

}  // namespace steelyard::support
