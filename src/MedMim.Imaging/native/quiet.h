// Keeps ITK's remarks off the terminal, where they would land between the lines of a progress bar.
#ifndef MEDMIM_QUIET_H
#define MEDMIM_QUIET_H

namespace medmim
{
/// While it lives, nothing that this thread writes to std::cerr or std::cout appears. Other threads, and other libraries in
/// them, are not affected. What matters comes as an exception.
class Quiet
{
public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet &) = delete;
  Quiet & operator=(const Quiet &) = delete;
};
} // namespace medmim

#endif
