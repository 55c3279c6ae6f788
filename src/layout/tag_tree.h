// The structure tree while it grows: siblings may still be put between others.
#pragma once
#include <string>
#include <vector>

#include "steelyard/layout/pages.h"

namespace steelyard {

class TagTree {
 public:
  TagTree();
  /// A new last child of `parent`.
  int add(int parent, std::string type);
  /// A new sibling directly after `sibling`.
  int add_after(int sibling, std::string type);
  [[nodiscard]] Tag& at(int tag) { return nodes_[static_cast<std::size_t>(tag)].tag; }
  [[nodiscard]] int size() const { return static_cast<int>(nodes_.size()); }
  /// Forgets the tags from `size` on; their parents must be `parent` or forgotten too.
  void roll_back(int size, int parent);
  /// Moves the tags into `pages` in reading order and renumbers the items there.
  void finish(Pages& pages);

 private:
  struct Node {
    Tag tag;
    std::vector<int> children;
  };
  std::vector<Node> nodes_;
};

}  // namespace steelyard
