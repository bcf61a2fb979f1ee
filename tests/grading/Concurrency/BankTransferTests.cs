namespace Katas.Grading.Concurrency;

/// <summary>Grades the class in katas/Concurrency/BankTransfer.</summary>
public sealed class BankTransferTests() : BankTransferSpec(Subject.Solution<BankTransfer>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class BankTransferOwn() : BankTransferOwnTests(Subject.Solution<BankTransfer>());
